package io.tachograph.store.postgres;

import io.tachograph.store.StoredHistogram;
import java.sql.Types;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The five columns of each latency metric: n, sum, smallest, largest, and packed buckets. */
final class LatencyColumns {
    /**
     * A row of the table {@code latency_metric}.
     *
     * @param like the metric whose buckets stand for its own where they are the same
     */
    private record Metric(String name, @Nullable String like) {
        /** Of its histogram; NULL when it has no values. */
        @Nullable
        Object value(Map<String, StoredHistogram> latencies, Function<StoredHistogram, @Nullable Object> value) {
            StoredHistogram histogram = latencies.get(name);
            return histogram == null || histogram.count() == 0 ? null : value.apply(histogram);
        }

        @Nullable
        Object buckets(Map<String, StoredHistogram> latencies) {
            StoredHistogram other = like == null ? null : latencies.get(like);
            return value(latencies, own -> other != null && other.sameBuckets(own) ? null : PackedBuckets.of(own));
        }
    }

    private static final List<Metric> METRICS = List.of(
            new Metric("ttft", null),
            new Metric("ttft_scheduled", "ttft"),
            new Metric("ttft_first_chunk", "ttft"),
            new Metric("ttfo", "ttft"),
            new Metric("tpot", null),
            new Metric("icl", null),
            new Metric("e2e", null),
            new Metric("e2e_scheduled", "e2e"),
            new Metric("lag", null));

    private LatencyColumns() {}

    /** A metric without columns would be dropped in silence. */
    static void check(Map<String, StoredHistogram> latencies) {
        for (String name : latencies.keySet()) {
            if (METRICS.stream().noneMatch(metric -> metric.name().equals(name))) {
                throw new IllegalArgumentException("no columns for the metric '" + name + "'; there are "
                        + METRICS.stream().map(Metric::name).collect(Collectors.joining(", ")) + ".");
            }
        }
    }

    static <R> void add(WindowUpsert<?, R> upsert, Function<R, Map<String, StoredHistogram>> latenciesOf) {
        for (Metric metric : METRICS) {
            upsert.column(
                            metric.name() + "_n",
                            Types.BIGINT,
                            row -> metric.value(latenciesOf.apply(row), StoredHistogram::count))
                    .column(
                            metric.name() + "_sum_seconds",
                            Types.DOUBLE,
                            row -> metric.value(latenciesOf.apply(row), StoredHistogram::sumSeconds))
                    .column(
                            metric.name() + "_min_seconds",
                            Types.DOUBLE,
                            row -> metric.value(latenciesOf.apply(row), StoredHistogram::minSeconds))
                    .column(
                            metric.name() + "_max_seconds",
                            Types.DOUBLE,
                            row -> metric.value(latenciesOf.apply(row), StoredHistogram::maxSeconds))
                    .column(metric.name() + "_buckets", Types.ARRAY, row -> metric.buckets(latenciesOf.apply(row)));
        }
    }
}
