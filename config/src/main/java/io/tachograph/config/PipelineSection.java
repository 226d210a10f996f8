package io.tachograph.config;

import java.time.Duration;
import java.util.List;

/** The stream jobs. */
public record PipelineSection(
        @Key(
                value = "how long a request may take and still count; above the probes' time-out, 50m at most",
                byDefault = "2m")
        Duration maxRequestDuration,

        @Key(value = "how much later than others of its partition a record may arrive", byDefault = "2s")
        Duration outOfOrderness,

        @Key(value = "a partition silent for so long does not hold up the clock", byDefault = "5s")
        Duration idlePartitionAfter,

        @Key(value = "how often rankings are made, a multiple of 10s", byDefault = "10s")
        Duration rankEvery,

        @Key(value = "rankings in a row that must disagree with a rank before it changes", byDefault = "3")
        int rankChangeAfter,

        @Key(value = "tenants of a target told apart on a UTC day; further ones count as `~other`", byDefault = "1000")
        int maxTenants,

        @Key(
                value = "series that a subtask tells apart on a UTC day; requests of further ones do not count",
                byDefault = "200000")
        int maxSeries,

        @Key(
                value =
                        "the shortest windows that are stored, `10s`, `1m` or `1h`; rankings and alerts do not depend on it",
                byDefault = "10s")
        Duration shortestWindows,

        @Key(value = "subtasks per operator; of `up` and `jobs`", byDefault = "1")
        int parallelism,

        @Key(value = "how often state is made safe; of `up` and `jobs`", byDefault = "2s")
        Duration checkpointEvery) {
    /** A minute may be revised for as long as a request takes, and state is kept for an hour of revisions. */
    private static final Duration LONGEST_REQUEST = Duration.ofMinutes(50);

    private static final List<Duration> WINDOWS =
            List.of(Duration.ofSeconds(10), Duration.ofMinutes(1), Duration.ofHours(1));

    public PipelineSection {
        Checks.positive("max-request-duration", maxRequestDuration);
        if (maxRequestDuration.compareTo(LONGEST_REQUEST) > 0) {
            throw new IllegalArgumentException("max-request-duration must be at most 50m");
        }
        Checks.positive("out-of-orderness", outOfOrderness);
        Checks.positive("idle-partition-after", idlePartitionAfter);
        if (rankEvery.toMillis() < 1 || rankEvery.toMillis() % 10_000 != 0) {
            throw new IllegalArgumentException("rank-every must be a multiple of 10s");
        }
        Checks.atLeast("rank-change-after", rankChangeAfter, 1);
        Checks.positive("checkpoint-every", checkpointEvery);
        Checks.atLeast("max-tenants", maxTenants, 1);
        Checks.atLeast("max-series", maxSeries, 1);
        if (!WINDOWS.contains(shortestWindows)) {
            throw new IllegalArgumentException("shortest-windows must be 10s, 1m or 1h");
        }
        Checks.atLeast("parallelism", parallelism, 1);
    }
}
