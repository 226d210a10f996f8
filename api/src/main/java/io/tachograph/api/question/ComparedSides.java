package io.tachograph.api.question;

import io.tachograph.schemas.histogram.LatencyHistogram;
import io.tachograph.windows.interval.BlockBootstrap;
import io.tachograph.windows.interval.BlockQuantile;
import io.tachograph.windows.interval.Interval;
import io.tachograph.windows.regression.ComparedStatistic;
import io.tachograph.windows.regression.VersionComparison;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** One metric of both sides by one statistic. The same blocks give the same answer. */
record ComparedSides(
        String metric, ComparedStatistic statistic, ComparedBlocks a, ComparedBlocks b, double minimumEffect) {
    static final List<String> COLUMNS = List.of(
            "metric",
            "statistic",
            "unit",
            "a_value",
            "a_low",
            "a_high",
            "a_n",
            "a_blocks",
            "b_value",
            "b_low",
            "b_high",
            "b_n",
            "b_blocks",
            "ratio",
            "ratio_low",
            "ratio_high",
            "minimum_effect",
            "verdict",
            "complete");

    List<@Nullable Object> row() {
        List<@Nullable LatencyHistogram> ofA = a.inOrder();
        List<@Nullable LatencyHistogram> ofB = b.inOrder();
        long seed = 31L * metric.hashCode() + statistic.key().hashCode();
        VersionComparison found = VersionComparison.of(ofA, ofB, statistic, minimumEffect, seed);
        @Nullable Interval aroundA = interval(ofA, seed);
        @Nullable Interval aroundB = interval(ofB, seed + 1);
        return Arrays.asList(
                metric,
                statistic.key(),
                "s",
                found.oldSide().seconds(),
                aroundA == null ? null : aroundA.low(),
                aroundA == null ? null : aroundA.high(),
                found.oldSide().sampleSize(),
                (long) found.oldSide().blocks(),
                found.newSide().seconds(),
                aroundB == null ? null : aroundB.low(),
                aroundB == null ? null : aroundB.high(),
                found.newSide().sampleSize(),
                (long) found.newSide().blocks(),
                found.factor(),
                found.low(),
                found.high(),
                minimumEffect,
                found.verdict().name().toLowerCase(Locale.ROOT),
                a.complete() && b.complete());
    }

    private @Nullable Interval interval(List<@Nullable LatencyHistogram> blocks, long seed) {
        double quantile = statistic == ComparedStatistic.P50 ? 0.5 : 0.95;
        BlockBootstrap.@Nullable Result result = BlockBootstrap.interval(BlockQuantile.of(blocks, quantile), seed);
        return result == null ? null : result.interval();
    }
}
