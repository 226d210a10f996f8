package io.tachograph.jobs;

import io.tachograph.windows.SloRules;
import java.io.Serializable;
import java.time.Duration;

/**
 * Settings of the request pipeline.
 *
 * @param maxRequestDuration how long a request may take and still count; every collector's time-out must be shorter
 * @param outOfOrderness how much later than others of its partition a record may arrive: send buffers, clock skew
 * @param idleAfter a partition without record or heartbeat for so long does not hold up the clock
 * @param rankingWindow how far back rankings look
 * @param rankEvery how often rankings are made
 * @param epoch rises with every deliberate re-computation
 * @param slos which SLOs requests are judged by
 */
public record PipelineConfig(
        Duration maxRequestDuration,
        Duration outOfOrderness,
        Duration idleAfter,
        Duration rankingWindow,
        Duration rankEvery,
        int epoch,
        SloRules slos)
        implements Serializable {
    public PipelineConfig {
        if (rankEvery.toMillis() < 10_000 || rankEvery.toMillis() % 10_000 != 0) {
            throw new IllegalArgumentException("rankings every " + rankEvery + ": must be a multiple of 10 s");
        }
        if (rankingWindow.compareTo(Duration.ofMinutes(1)) < 0) {
            throw new IllegalArgumentException("a ranking window of " + rankingWindow + " is below one minute");
        }
    }

    /** Requests of up to two minutes, rankings of the last hour every minute, no SLO. */
    public static PipelineConfig defaults() {
        return new PipelineConfig(
                Duration.ofMinutes(2),
                Duration.ofSeconds(2),
                Duration.ofSeconds(30),
                Duration.ofHours(1),
                Duration.ofMinutes(1),
                0,
                SloRules.NONE);
    }

    public PipelineConfig withIdleAfter(Duration duration) {
        return new PipelineConfig(maxRequestDuration, outOfOrderness, duration, rankingWindow, rankEvery, epoch, slos);
    }

    public PipelineConfig withRankEvery(Duration duration) {
        return new PipelineConfig(maxRequestDuration, outOfOrderness, idleAfter, rankingWindow, duration, epoch, slos);
    }

    public PipelineConfig withSlos(SloRules rules) {
        return new PipelineConfig(
                maxRequestDuration, outOfOrderness, idleAfter, rankingWindow, rankEvery, epoch, rules);
    }
}
