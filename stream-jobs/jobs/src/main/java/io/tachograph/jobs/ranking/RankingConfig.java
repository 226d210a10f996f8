package io.tachograph.jobs.ranking;

import io.tachograph.store.Resolution;
import io.tachograph.windows.ranking.RankingWindow;
import java.io.Serializable;
import java.time.Duration;
import java.util.List;

/**
 * Settings of the job {@code rankings}.
 *
 * @param base windows that it is made of: 1 min, or 10 s to have ranks within a minute of the first request
 * @param every how often the last hour is ranked, a multiple of {@code base}; longer windows at the ends of their blocks
 * @param changeAfter evaluations in a row that must disagree with a published rank before it changes
 * @param settleAfter how long after its end a window may still be replaced, longer than requests and checkpoints take
 * @param outOfOrderness how much later than others of its partition a window may arrive
 * @param idleAfter a partition without a window for so long does not hold up the clock
 */
public record RankingConfig(
        Resolution base,
        Duration every,
        int changeAfter,
        Duration settleAfter,
        Duration outOfOrderness,
        Duration idleAfter)
        implements Serializable {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    public RankingConfig {
        if (base.length().compareTo(MINUTE) > 0) {
            throw new IllegalArgumentException("rankings of windows of " + base.length() + ": at most one minute");
        }
        if (every.toMillis() < 1 || every.toMillis() % base.length().toMillis() != 0) {
            throw new IllegalArgumentException("rankings every " + every + ": must be a multiple of " + base.length());
        }
        if (changeAfter < 1) {
            throw new IllegalArgumentException("a rank cannot change after " + changeAfter + " evaluations");
        }
        if (settleAfter.isNegative()) {
            throw new IllegalArgumentException("windows cannot settle " + settleAfter + " after their end");
        }
    }

    /**
     * The last hour in blocks of {@link #base}, the last day in blocks of ten minutes, the last week in hours: 60 (or
     * 360) + 144 + 168 blocks per model and cell. Each is ranked when a block is over, so that it is made of whole blocks
     * and covers exactly what it says: a day every ten minutes, a week every hour.
     */
    public List<RankingWindow> windows() {
        return List.of(
                new RankingWindow(Duration.ofHours(1), base.length(), every),
                ofBlocks(Duration.ofDays(1), Duration.ofMinutes(10)),
                ofBlocks(Duration.ofDays(7), Duration.ofHours(1)));
    }

    /** Ranked at the end of every block, or of as many as {@link #every} has begun. */
    private RankingWindow ofBlocks(Duration length, Duration block) {
        long blocks = -Math.floorDiv(-every.toMillis(), block.toMillis());
        return new RankingWindow(length, block, block.multipliedBy(blocks));
    }
}
