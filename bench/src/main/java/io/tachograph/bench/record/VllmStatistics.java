package io.tachograph.bench.record;

import io.tachograph.bench.result.MetricSummary;
import io.tachograph.schemas.histogram.LatencyHistogram;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Means, medians, deviations and percentiles in milliseconds, under vLLM's names. */
final class VllmStatistics {
    /** Three arrays of eight bytes each: 240 MB. */
    static final int MOST_REQUESTS = 10_000_000;

    /** Above it (32 MB) the gaps' statistics come from their histogram. */
    static final int MOST_GAPS = 4_000_000;

    private final List<Double> percentiles;
    private final Map<String, Object> fields = new LinkedHashMap<>();
    private final boolean exactGaps;

    /**
     * Reads the values.
     *
     * @param icl the gaps' histogram, null when there is none
     * @throws IOException when there are more requests than fit into memory, or they cannot be read
     */
    VllmStatistics(VllmSpool spool, List<Double> percentiles, @Nullable MetricSummary icl) throws IOException {
        this.percentiles = percentiles;
        if (spool.successes() > MOST_REQUESTS) {
            throw new IOException(
                    "its percentiles need " + spool.successes() + " values, but at most " + MOST_REQUESTS + " fit");
        }
        exactGaps = !spool.lacksChunkTimes() && spool.mostChunks() <= MOST_GAPS;
        int n = (int) spool.successes();
        NumpyStatistics ttft = new NumpyStatistics(n);
        NumpyStatistics tpot = new NumpyStatistics(n);
        NumpyStatistics e2el = new NumpyStatistics(n);
        NumpyStatistics itl = new NumpyStatistics(exactGaps ? (int) spool.mostChunks() : 0);
        spool.forEach(entry -> {
            if (entry.ok()) {
                add(ttft, entry.ttftNanos());
                add(e2el, entry.latencyNanos());
                if (entry.outputTokens() > 1 && entry.ttftNanos() >= 0 && entry.latencyNanos() >= 0) {
                    tpot.add(entry.tpotSeconds());
                }
                double[] chunks = exactGaps ? entry.chunkSeconds() : new double[0];
                for (int i = 1; i < chunks.length; i++) {
                    itl.add(chunks[i] - chunks[i - 1]);
                }
            }
        });
        put("ttft", ttft);
        put("tpot", tpot);
        if (exactGaps || icl == null) {
            put("itl", itl);
        } else {
            put("itl", icl);
        }
        put("e2el", e2el);
    }

    private static void add(NumpyStatistics sample, long nanos) {
        if (nanos >= 0) {
            sample.add(nanos / 1e9);
        }
    }

    private void put(String name, NumpyStatistics sample) {
        fields.put("mean_" + name + "_ms", sample.mean() * 1e3);
        fields.put("median_" + name + "_ms", sample.percentile(50) * 1e3);
        fields.put("std_" + name + "_ms", sample.deviation() * 1e3);
        for (double percentile : percentiles) {
            fields.put(nameOf(percentile) + "_" + name + "_ms", sample.percentile(percentile) * 1e3);
        }
    }

    private void put(String name, MetricSummary summary) {
        MetricSummary.Buckets buckets = summary.histogram();
        LatencyHistogram histogram = LatencyHistogram.of(
                0,
                Math.round(summary.min() * 1e9),
                Math.round(summary.max() * 1e9),
                buckets.zeroCount(),
                buckets.idx(),
                buckets.cnt());
        fields.put("mean_" + name + "_ms", summary.mean() * 1e3);
        fields.put("median_" + name + "_ms", histogram.quantileNanos(0.5) / 1e6);
        fields.put("std_" + name + "_ms", summary.stddev() * 1e3);
        for (double percentile : percentiles) {
            fields.put(nameOf(percentile) + "_" + name + "_ms", histogram.quantileNanos(percentile / 100) / 1e6);
        }
    }

    private static String nameOf(double percentile) {
        return percentile == Math.rint(percentile) ? "p" + (int) percentile : "p" + percentile;
    }

    Map<String, Object> fields() {
        return fields;
    }

    /** Whether the gaps' statistics are of their times, and not of their histogram. */
    boolean exactGaps() {
        return exactGaps;
    }
}
