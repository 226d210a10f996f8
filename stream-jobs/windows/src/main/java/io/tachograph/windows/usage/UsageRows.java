package io.tachograph.windows.usage;

import static io.tachograph.windows.sample.FieldCheck.name;
import static io.tachograph.windows.sample.FieldCheck.time;

import io.tachograph.schemas.avro.ScoreSummary;
import io.tachograph.schemas.avro.Usage;
import io.tachograph.store.ScoreRow;
import io.tachograph.store.UsageRow;
import io.tachograph.windows.sample.InvalidSampleException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** Turns usage and scores on the wire into the store's rows and refuses what cannot be true. */
public final class UsageRows {
    /** PostgreSQL's calendar ends long before Java's. */
    private static final long LATEST_MICROS =
            Instant.parse("9999-01-01T00:00:00Z").getEpochSecond() * 1_000_000;

    private UsageRows() {}

    /** @throws InvalidSampleException when the record cannot be true */
    public static UsageRow of(Usage wire) throws InvalidSampleException {
        name("source", wire.getSource(), true);
        name("scope", wire.getScope(), true);
        name("name", wire.getName(), false);
        name("model", wire.getModel(), false);
        name("tenant", wire.getTenant(), false);
        name("agent", wire.getAgent(), false);
        span(wire.getFromMicros(), wire.getToMicros(), wire.getAssertedAtMicros());
        return new UsageRow(
                wire.getSource(),
                wire.getScope(),
                wire.getName(),
                wire.getModel(),
                wire.getTenant(),
                instant(wire.getFromMicros()),
                instant(wire.getToMicros()),
                instant(wire.getAssertedAtMicros()),
                count("count", wire.getCount()),
                count("failures", wire.getFailures()),
                count("input_tokens", wire.getInputTokens()),
                count("cached_input_tokens", wire.getCachedInputTokens()),
                count("output_tokens", wire.getOutputTokens()),
                count("total_tokens", wire.getTotalTokens()),
                notNegative("cost_usd", wire.getCostUsd()),
                notNegative("latency_p50_seconds", wire.getLatencyP50Seconds()),
                notNegative("latency_p95_seconds", wire.getLatencyP95Seconds()),
                notNegative("latency_p99_seconds", wire.getLatencyP99Seconds()),
                notNegative("ttft_p95_seconds", wire.getTtftP95Seconds()),
                wire.getAgent());
    }

    /** @throws InvalidSampleException when the record cannot be true */
    public static ScoreRow of(ScoreSummary wire) throws InvalidSampleException {
        name("source", wire.getSource(), true);
        name("name", wire.getName(), true);
        name("type", wire.getType(), true);
        name("category", wire.getCategory(), false);
        name("model", wire.getModel(), false);
        name("tenant", wire.getTenant(), false);
        name("agent", wire.getAgent(), false);
        span(wire.getFromMicros(), wire.getToMicros(), wire.getAssertedAtMicros());
        if (wire.getCount() < 0) {
            throw new InvalidSampleException("count " + wire.getCount() + " is negative");
        }
        return new ScoreRow(
                wire.getSource(),
                wire.getName(),
                wire.getType(),
                wire.getCategory(),
                wire.getModel(),
                wire.getTenant(),
                instant(wire.getFromMicros()),
                instant(wire.getToMicros()),
                instant(wire.getAssertedAtMicros()),
                wire.getCount(),
                finite("mean", wire.getMean()),
                finite("minimum", wire.getMinimum()),
                finite("maximum", wire.getMaximum()),
                wire.getAgent());
    }

    private static void span(long fromMicros, long toMicros, long assertedAtMicros) throws InvalidSampleException {
        time("from_micros", fromMicros);
        time("to_micros", toMicros);
        time("asserted_at_micros", assertedAtMicros);
        if (toMicros <= fromMicros || toMicros > LATEST_MICROS || assertedAtMicros > LATEST_MICROS) {
            throw new InvalidSampleException(
                    "the span from " + fromMicros + " to " + toMicros + ", said at " + assertedAtMicros + ", is none");
        }
    }

    private static @Nullable Long count(String field, @Nullable Long value) throws InvalidSampleException {
        if (value != null && value < 0) {
            throw new InvalidSampleException(field + " " + value + " is negative");
        }
        return value;
    }

    private static @Nullable Double notNegative(String field, @Nullable Double value) throws InvalidSampleException {
        if (value != null && value < 0) {
            throw new InvalidSampleException(field + " " + value + " is negative");
        }
        return finite(field, value);
    }

    private static @Nullable Double finite(String field, @Nullable Double value) throws InvalidSampleException {
        if (value != null && !Double.isFinite(value)) {
            throw new InvalidSampleException(field + " " + value + " is no number");
        }
        return value;
    }

    private static Instant instant(long micros) {
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    }
}
