package io.tachograph.windows.ranking;

import io.tachograph.schemas.histogram.LatencyHistogram;
import io.tachograph.schemas.metric.LatencyMetric;
import io.tachograph.windows.RequestTotals;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** A model's blocks in one window, from the first with a request to the last, with those between that have none. */
final class BlocksInWindow {
    private final long blockMillis;
    private final long firstMillis;
    private final List<@Nullable RequestTotals> blocks = new ArrayList<>();
    private final RequestTotals sum = new RequestTotals();

    /** @param byStart totals by the start of their block, not empty */
    BlocksInWindow(long blockMillis, NavigableMap<Long, RequestTotals> byStart) {
        this.blockMillis = blockMillis;
        this.firstMillis = byStart.firstKey();
        for (long start = firstMillis; start <= byStart.lastKey(); start += blockMillis) {
            RequestTotals totals = byStart.get(start);
            blocks.add(totals);
            if (totals != null) {
                sum.merge(totals);
            }
        }
    }

    RequestTotals sum() {
        return sum;
    }

    int count() {
        return blocks.size();
    }

    List<@Nullable LatencyHistogram> histograms(LatencyMetric metric) {
        List<@Nullable LatencyHistogram> histograms = new ArrayList<>(blocks.size());
        for (RequestTotals totals : blocks) {
            histograms.add(totals == null ? null : totals.latency(metric));
        }
        return histograms;
    }

    double[] each(ToDoubleFunction<RequestTotals> value) {
        double[] values = new double[blocks.size()];
        for (int i = 0; i < values.length; i++) {
            RequestTotals totals = blocks.get(i);
            values[i] = totals == null ? 0 : value.applyAsDouble(totals);
        }
        return values;
    }

    /** Measured seconds of each block: all of it, but for what lies before the first and after the last request. */
    double[] seconds() {
        double[] seconds = new double[blocks.size()];
        for (int i = 0; i < seconds.length; i++) {
            long start = firstMillis + i * blockMillis;
            long from = Math.max(start, sum.spanFromMillis());
            long to = Math.min(start + blockMillis, sum.spanToMillis());
            seconds[i] = (to - from) / 1e3;
        }
        return seconds;
    }
}
