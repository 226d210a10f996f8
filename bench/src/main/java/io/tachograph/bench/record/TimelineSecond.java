package io.tachograph.bench.record;

import io.tachograph.bench.result.Second;
import io.tachograph.schemas.histogram.LatencyHistogram;
import io.tachograph.schemas.metric.LatencyMetric;
import org.jspecify.annotations.Nullable;

/** What one second of a run adds up. Not thread-safe. */
final class TimelineSecond {
    long scheduled;
    long overLimit;
    double outputTokens;
    double concurrency;
    private long finished;
    private long failed;
    private long lagMaxNanos;
    private @Nullable LatencyHistogram ttft;
    private @Nullable LatencyHistogram e2e;
    private double ttftP50 = Double.NaN;
    private double ttftP99 = Double.NaN;
    private double e2eP50 = Double.NaN;

    void lag(long nanos) {
        lagMaxNanos = Math.max(lagMaxNanos, nanos);
    }

    void failedAtOnce() {
        finished++;
        failed++;
    }

    void ended(RequestView request) {
        finished++;
        if (request.isOk()) {
            ttft = with(ttft, request.nanos(LatencyMetric.TTFT));
            e2e = with(e2e, request.nanos(LatencyMetric.E2E));
        } else if (!request.isCancelled()) {
            failed++;
        }
    }

    private static @Nullable LatencyHistogram with(@Nullable LatencyHistogram histogram, long nanos) {
        if (nanos < 0) {
            return histogram;
        }
        LatencyHistogram values = histogram == null ? new LatencyHistogram() : histogram;
        values.record(nanos);
        return values;
    }

    /** Lets the histograms go. What ends in this second and comes later is counted, but in no quantile. */
    void settle() {
        if (ttft != null) {
            ttftP50 = ttft.quantileNanos(0.5);
            ttftP99 = ttft.quantileNanos(0.99);
            ttft = null;
        }
        if (e2e != null) {
            e2eP50 = e2e.quantileNanos(0.5);
            e2e = null;
        }
    }

    Second row(int number, boolean measured) {
        settle();
        return new Second(
                number,
                measured,
                scheduled,
                finished,
                failed,
                outputTokens,
                concurrency,
                seconds(ttftP50),
                seconds(ttftP99),
                seconds(e2eP50),
                lagMaxNanos / 1e9,
                overLimit);
    }

    private static @Nullable Double seconds(double nanos) {
        return Double.isNaN(nanos) ? null : nanos / 1e9;
    }
}
