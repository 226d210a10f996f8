package io.tachograph.jobs;

import io.tachograph.store.Resolution;
import io.tachograph.windows.SloRules;
import io.tachograph.windows.request.SeriesLimits;
import java.io.Serializable;
import java.time.Duration;

/**
 * Settings of the request pipeline.
 *
 * @param maxRequestDuration how long a request may take and still count; every collector's time-out must be shorter
 * @param outOfOrderness how much later than others of its partition a record may arrive: send buffers, clock skew
 * @param idleAfter a partition without record or heartbeat for so long does not hold up the clock
 * @param epoch rises with every deliberate re-computation
 * @param slos which SLOs requests are judged by
 * @param limits how many series are kept apart
 * @param shortest the shortest windows that are stored
 */
public record PipelineConfig(
        Duration maxRequestDuration,
        Duration outOfOrderness,
        Duration idleAfter,
        int epoch,
        SloRules slos,
        SeriesLimits limits,
        Resolution shortest)
        implements Serializable {
    public PipelineConfig {
        if (maxRequestDuration.isNegative() || outOfOrderness.isNegative()) {
            throw new IllegalArgumentException("requests of " + maxRequestDuration + ", out of order by "
                    + outOfOrderness + ": neither may be negative");
        }
    }

    /** With {@link SeriesLimits#DEFAULT}, and windows of every length stored. */
    public PipelineConfig(
            Duration maxRequestDuration, Duration outOfOrderness, Duration idleAfter, int epoch, SloRules slos) {
        this(maxRequestDuration, outOfOrderness, idleAfter, epoch, slos, SeriesLimits.DEFAULT, Resolution.TEN_SECONDS);
    }

    /** Requests of up to two minutes, no SLO. */
    public static PipelineConfig defaults() {
        return new PipelineConfig(
                Duration.ofMinutes(2), Duration.ofSeconds(2), Duration.ofSeconds(30), 0, SloRules.NONE);
    }
}
