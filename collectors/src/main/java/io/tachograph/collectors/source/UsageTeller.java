package io.tachograph.collectors.source;

import io.tachograph.client.clock.WallClock;
import io.tachograph.schemas.avro.ScoreSummary;
import io.tachograph.schemas.avro.Usage;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;

/**
 * Begins records of what a source says of a day (UTC) or a shorter span.
 *
 * @param source its kind and address
 * @param tenant whose all of it is; empty when the source tells several apart, or none
 * @param assertedAtMicros when it said so
 */
public record UsageTeller(String source, String tenant, String agent, long assertedAtMicros) {
    /** @param scope what is counted: model, trace or session */
    public Usage.Builder usage(String scope, LocalDate day) {
        return usage(scope, start(day), start(day.plusDays(1)));
    }

    /** The same of another span. */
    public Usage.Builder usage(String scope, Instant from, Instant to) {
        return Usage.newBuilder()
                .setSource(source)
                .setScope(scope)
                .setTenant(tenant)
                .setAgent(agent)
                .setFromMicros(WallClock.micros(from))
                .setToMicros(WallClock.micros(to))
                .setAssertedAtMicros(assertedAtMicros);
    }

    public ScoreSummary.Builder scores(LocalDate day) {
        return ScoreSummary.newBuilder()
                .setSource(source)
                .setTenant(tenant)
                .setAgent(agent)
                .setFromMicros(WallClock.micros(start(day)))
                .setToMicros(WallClock.micros(start(day.plusDays(1))))
                .setAssertedAtMicros(assertedAtMicros);
    }

    /** The day (UTC) that an instant is in. */
    public static LocalDate dayOf(long micros) {
        return LocalDate.ofEpochDay(Math.floorDiv(micros, 86_400_000_000L));
    }

    private static Instant start(LocalDate day) {
        return day.atStartOfDay().toInstant(ZoneOffset.UTC);
    }
}
