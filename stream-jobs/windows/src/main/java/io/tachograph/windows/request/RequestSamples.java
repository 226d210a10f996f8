package io.tachograph.windows.request;

import static io.tachograph.windows.request.TimingFields.CACHED_INPUT_TOKENS;
import static io.tachograph.windows.request.TimingFields.INPUT_TOKENS;
import static io.tachograph.windows.request.TimingFields.LAST_TOKEN;
import static io.tachograph.windows.request.TimingFields.OUTPUT_TOKENS;
import static io.tachograph.windows.request.TimingFields.PROMPT_CHARS;

import io.tachograph.schemas.avro.Origin;
import io.tachograph.schemas.avro.Outcome;
import io.tachograph.schemas.avro.RequestTiming;
import io.tachograph.schemas.avro.StampSource;
import io.tachograph.schemas.histogram.PackedHistogram;
import io.tachograph.schemas.metric.LatencyMetric;
import io.tachograph.schemas.metric.RequestLatency;
import io.tachograph.store.Series;
import io.tachograph.windows.InvalidRecordException;
import io.tachograph.windows.KeyedSeries;
import io.tachograph.windows.PromptBand;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Turns wire records into samples: checks them, and computes each metric by {@link RequestLatency}. */
public final class RequestSamples {
    private static final LatencyMetric[] METRICS = LatencyMetric.WINDOWED.toArray(LatencyMetric[]::new);
    private static final long[] NONE = new long[METRICS.length];

    static {
        Arrays.fill(NONE, RequestLatency.ABSENT);
    }

    private static final String TRACED = Origin.TRACED.name().toLowerCase(Locale.ROOT);

    private RequestSamples() {}

    /**
     * The sample of a record.
     *
     * @throws InvalidRecordException when the record contradicts itself
     */
    public static RequestSample of(RequestTiming timing, int partition, long offset) throws InvalidRecordException {
        TimingCheck.names(
                timing.getTarget(),
                timing.getModel(),
                timing.getCluster(),
                timing.getFramework(),
                timing.getTenant(),
                timing.getEngineVersion());
        TimingFields fields = new TimingFields();
        fields.set(timing);
        Series series = new Series(
                timing.getTarget(),
                timing.getCluster(),
                timing.getFramework(),
                timing.getModel(),
                timing.getEngineVersion() == null ? "" : timing.getEngineVersion(),
                timing.getTenant(),
                timing.getOrigin().name().toLowerCase(Locale.ROOT),
                bandOf(fields).key(),
                timing.getStreamed());
        return of(fields, KeyedSeries.of(series), partition, offset);
    }

    /** The sample of a record whose names are checked already. */
    static RequestSample of(TimingFields timing, KeyedSeries series, int partition, long offset)
            throws InvalidRecordException {
        TimingCheck.numbers(timing);
        timing.traced = series.series().origin().equals(TRACED);
        boolean ok = timing.outcome == Outcome.OK;
        long sentAtMillis = Math.floorDiv(timing.sentAtMicros, 1_000L);
        return new RequestSample(
                series,
                timing.idHigh,
                // Attempts of one request differ here; 122 random bits keep (id, attempt) pairs apart.
                timing.idLow ^ (timing.attempt * 0x9E3779B97F4A7C15L),
                sentAtMillis,
                sentAtMillis + timing.closedNanos / 1_000_000,
                timing.outcome,
                timing.stampSource == StampSource.KERNEL,
                ok ? timing.get(INPUT_TOKENS, 0) : 0,
                ok ? timing.get(CACHED_INPUT_TOKENS, 0) : 0,
                ok && hasTiming(timing) ? timing.get(OUTPUT_TOKENS, 0) : 0,
                ok ? latenciesOf(timing) : NONE.clone(),
                ok ? chunkGapsOf(timing) : null,
                partition,
                offset);
    }

    /** Whether it is known when its answer came. Tokens that came nobody knows when would win rankings of throughput. */
    private static boolean hasTiming(TimingFields timing) {
        return !timing.streamed || timing.has(LAST_TOKEN);
    }

    static PromptBand bandOf(TimingFields timing) {
        return timing.has(PROMPT_CHARS) ? PromptBand.of(timing.get(PROMPT_CHARS, 0)) : PromptBand.UNKNOWN;
    }

    private static long[] latenciesOf(TimingFields timing) {
        long[] nanos = new long[METRICS.length];
        for (LatencyMetric metric : METRICS) {
            nanos[metric.ordinal()] = RequestLatency.nanos(metric, timing);
        }
        return nanos;
    }

    private static @Nullable PackedHistogram chunkGapsOf(TimingFields timing) throws InvalidRecordException {
        if (!timing.hasGaps || !timing.streamed) {
            return null;
        }
        try {
            return timing.gaps.pack();
        } catch (IllegalArgumentException e) {
            throw new InvalidRecordException("chunk gaps: " + e.getMessage());
        }
    }
}
