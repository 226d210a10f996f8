package io.tachograph.windows.ranking;

import io.tachograph.schemas.histogram.LatencyBuckets;
import io.tachograph.schemas.histogram.LatencyHistogram;
import io.tachograph.schemas.metric.LatencyMetric;
import io.tachograph.store.Series;
import io.tachograph.windows.RequestTotals;
import io.tachograph.windows.interval.BlockBootstrap;
import io.tachograph.windows.interval.BlockQuantile;
import io.tachograph.windows.interval.BlockRatio;
import io.tachograph.windows.interval.BlockStatistic;
import io.tachograph.windows.interval.Interval;
import io.tachograph.windows.interval.WilsonInterval;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import org.jspecify.annotations.Nullable;

/** Estimates of one model over one window, from its blocks. */
public final class WindowEstimates {
    private static final int FRESH_SHARE = 12;

    private final Series model;
    private final RankingWindow window;
    private final long endMillis;
    private final BlocksInWindow blocks;
    private final BlockRatio errors;
    private final @Nullable Double errorRate;
    private final boolean stale;

    private WindowEstimates(
            Series model, RankingWindow window, long endMillis, NavigableMap<Long, RequestTotals> byStart) {
        this.model = model;
        this.window = window;
        this.endMillis = endMillis;
        this.blocks = new BlocksInWindow(window.block().toMillis(), byStart);
        this.errors = new BlockRatio(blocks.each(RequestTotals::failed), blocks.each(this::judged));
        this.errorRate = valueOf(errors);
        this.stale = blocks.sum().spanToMillis() <= endMillis - window.length().toMillis() / FRESH_SHARE;
    }

    /**
     * Estimates by every metric and statistic. The intervals depend on nothing but the arguments.
     *
     * @param model the model and its cell
     * @param endMillis end of the window, milliseconds since the epoch
     * @param byStart totals by the start of their block, all within the window
     */
    public static ModelEstimates of(
            Series model, RankingWindow window, long endMillis, NavigableMap<Long, RequestTotals> byStart) {
        List<RankingEstimate> estimates = new ArrayList<>();
        if (!byStart.isEmpty()) {
            WindowEstimates of = new WindowEstimates(model, window, endMillis, byStart);
            for (RankingMetric metric : RankingMetric.values()) {
                LatencyMetric latency = metric.latency();
                if (latency == null) {
                    estimates.add(of.rate(metric));
                } else if (model.streamed() || !metric.needsStream()) {
                    of.addLatencies(metric, latency, estimates);
                }
            }
        }
        return new ModelEstimates(model, window.length().toMillis(), endMillis, estimates);
    }

    /** Finished requests less the successes of a stream that have no timing: these win no ranking. */
    private long judged(RequestTotals totals) {
        if (!model.streamed()) {
            return totals.finished();
        }
        LatencyHistogram timed = totals.latency(LatencyMetric.E2E);
        return totals.failed() + (timed == null ? 0 : timed.count());
    }

    private void addLatencies(RankingMetric metric, LatencyMetric latency, List<RankingEstimate> estimates) {
        LatencyHistogram all = blocks.sum().latency(latency);
        long n = all == null ? 0 : all.count();
        BlockQuantile median = BlockQuantile.of(blocks.histograms(latency), RankingStatistic.P50.quantile());
        for (RankingStatistic statistic : List.of(RankingStatistic.P50, RankingStatistic.P95)) {
            RankingEstimate.Subject subject = subject(metric, statistic);
            if (all == null || n == 0) {
                estimates.add(estimate(subject, null, null, null, 0));
                continue;
            }
            BlockBootstrap.Result interval =
                    n < statistic.sampleMinimum() ? null : bootstrap(subject, median.at(statistic.quantile()));
            estimates.add(estimate(
                    subject, all.quantileNanos(statistic.quantile()) / 1e9, all.sumNanos() / 1e9 / n, interval, n));
        }
    }

    private RankingEstimate rate(RankingMetric metric) {
        RankingEstimate.Subject subject = subject(metric, RankingStatistic.VALUE);
        BlockRatio ratio = metric == RankingMetric.ERROR_RATE
                ? errors
                : new BlockRatio(blocks.each(RequestTotals::outputTokens), blocks.seconds());
        Double value = valueOf(ratio);
        long judged = judged(blocks.sum());
        if (value == null || judged < subject.statistic().sampleMinimum()) {
            return estimate(subject, value, value, null, judged);
        }
        return estimate(subject, value, value, bootstrap(subject, ratio), judged);
    }

    /** Of cancelled requests alone there is no error rate: nothing was finished. */
    private static @Nullable Double valueOf(BlockRatio ratio) {
        double ofAll = ratio.ofAll();
        return Double.isNaN(ofAll) ? null : ofAll;
    }

    private BlockBootstrap.@Nullable Result bootstrap(RankingEstimate.Subject subject, BlockStatistic statistic) {
        BlockBootstrap.Result result =
                BlockBootstrap.interval(statistic, ResamplingSeeds.of(model, subject, endMillis));
        return result == null ? null : new BlockBootstrap.Result(widened(subject, result), result.chunkBlocks());
    }

    /** By what the blocks do not show: where in a bucket values lie, and failures that have not happened yet. */
    private Interval widened(RankingEstimate.Subject subject, BlockBootstrap.Result result) {
        double low = result.interval().low();
        double high = result.interval().high();
        if (subject.metric().latency() != null) {
            double halfBucket = 1 + LatencyBuckets.RELATIVE_ERROR;
            return new Interval(low / halfBucket, high * halfBucket);
        }
        if (subject.metric() == RankingMetric.ERROR_RATE) {
            Interval counted = WilsonInterval.of(blocks.sum().failed(), judged(blocks.sum()));
            return new Interval(Math.min(low, counted.low()), Math.min(1, Math.max(high, counted.high())));
        }
        return result.interval();
    }

    private RankingEstimate.Subject subject(RankingMetric metric, RankingStatistic statistic) {
        return new RankingEstimate.Subject(metric, statistic, window.length().toMillis());
    }

    private RankingEstimate estimate(
            RankingEstimate.Subject subject,
            @Nullable Double value,
            @Nullable Double mean,
            BlockBootstrap.@Nullable Result interval,
            long n) {
        return new RankingEstimate(
                subject,
                value,
                mean,
                interval == null ? null : interval.interval(),
                n,
                blocks.count(),
                interval == null ? 0 : interval.chunkBlocks() * window.block().toMillis(),
                errorRate,
                stale);
    }
}
