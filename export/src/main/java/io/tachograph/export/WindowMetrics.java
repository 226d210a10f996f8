package io.tachograph.export;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.sdk.metrics.data.AggregationTemporality;
import io.opentelemetry.sdk.metrics.data.ExponentialHistogramBuckets;
import io.opentelemetry.sdk.metrics.data.ExponentialHistogramData;
import io.opentelemetry.sdk.metrics.data.ExponentialHistogramPointData;
import io.opentelemetry.sdk.metrics.data.LongPointData;
import io.opentelemetry.sdk.metrics.data.MetricData;
import io.opentelemetry.sdk.metrics.data.MetricDataType;
import io.opentelemetry.sdk.metrics.data.SumData;
import io.tachograph.schemas.avro.Histogram;
import io.tachograph.schemas.avro.RequestWindow;
import io.tachograph.schemas.avro.SloCount;
import io.tachograph.schemas.metric.LatencyMetric;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * Windows as points of metrics, each of the time of its window (delta). Latencies are exponential histograms of scale 5,
 * whose buckets are ours, index by index: nothing is converted but nanoseconds to seconds. Not thread-safe.
 */
final class WindowMetrics {
    /** Buckets per doubling are 2 to the power of this. */
    static final int SCALE = 5;

    private static final String PREFIX = "tachograph.request.";
    private static final AttributeKey<String> OUTCOME = AttributeKey.stringKey("tachograph.outcome");
    private static final AttributeKey<String> TOKEN_TYPE = AttributeKey.stringKey("gen_ai.token.type");
    private static final AttributeKey<String> SLO = AttributeKey.stringKey("tachograph.slo");

    private final Map<LatencyMetric, List<ExponentialHistogramPointData>> latencies =
            new EnumMap<>(LatencyMetric.class);
    private final Map<Counted, List<LongPointData>> sums = new EnumMap<>(Counted.class);

    /** What is counted, with the unit that it has. */
    private enum Counted {
        COUNT("{request}", "Finished attempts by outcome, each counted once."),
        DUPLICATES("{record}", "Duplicates, which were not counted."),
        TOKENS("{token}", "Tokens of successful requests. Cached input tokens are input tokens as well."),
        SLO_ELIGIBLE("{request}", "Finished attempts but cancelled ones, of models with this SLO."),
        SLO_MET("{request}", "Attempts that met every threshold of the SLO.");

        private final String unit;
        private final String description;

        Counted(String unit, String description) {
            this.unit = unit;
            this.description = description;
        }

        String metric() {
            return PREFIX + name().toLowerCase(Locale.ROOT);
        }
    }

    /** The points of a window. */
    void add(RequestWindow window) {
        long from = TimeUnit.MILLISECONDS.toNanos(window.getWindowStartMillis());
        long to = from + TimeUnit.MILLISECONDS.toNanos(window.getResolutionMillis());
        Attributes series = SeriesAttributes.of(window);
        new TreeMap<>(window.getOutcomes())
                .forEach((outcome, count) -> sum(Counted.COUNT, from, to, with(series, OUTCOME, outcome), count));
        sum(Counted.DUPLICATES, from, to, series, window.getDuplicates());
        sum(Counted.TOKENS, from, to, with(series, TOKEN_TYPE, "input"), window.getInputTokens());
        sum(Counted.TOKENS, from, to, with(series, TOKEN_TYPE, "cached_input"), window.getCachedInputTokens());
        sum(Counted.TOKENS, from, to, with(series, TOKEN_TYPE, "output"), window.getOutputTokens());
        for (SloCount slo : window.getSlos()) {
            Attributes named = with(series, SLO, slo.getName());
            sum(Counted.SLO_ELIGIBLE, from, to, named, slo.getEligible());
            sum(Counted.SLO_MET, from, to, named, slo.getMet());
        }
        for (LatencyMetric metric : LatencyMetric.WINDOWED) {
            Histogram values = window.getLatencies().get(metric.key());
            if (values != null) {
                latencies.computeIfAbsent(metric, of -> new ArrayList<>()).add(point(values, from, to, series));
            }
        }
    }

    private void sum(Counted what, long from, long to, Attributes attributes, long count) {
        sums.computeIfAbsent(what, of -> new ArrayList<>()).add(LongPointData.create(from, to, attributes, count));
    }

    private static Attributes with(Attributes series, AttributeKey<String> key, String value) {
        return series.toBuilder().put(key, value).build();
    }

    private static ExponentialHistogramPointData point(Histogram values, long from, long to, Attributes series) {
        boolean any = values.getCount() > 0;
        return ExponentialHistogramPointData.create(
                SCALE,
                values.getSumNanos() / 1e9,
                values.getZeroCount(),
                any,
                values.getMinNanos() / 1e9,
                any,
                values.getMaxNanos() / 1e9,
                buckets(values.getIndexes(), values.getCounts()),
                ExponentialHistogramBuckets.create(SCALE, 0, List.of()),
                from,
                to,
                series,
                List.of());
    }

    /** Theirs lie side by side: those that nothing fell into are there as well. */
    private static ExponentialHistogramBuckets buckets(List<Integer> indexes, List<Long> counts) {
        if (indexes.isEmpty()) {
            return ExponentialHistogramBuckets.create(SCALE, 0, List.of());
        }
        int first = indexes.get(0);
        List<Long> dense = new ArrayList<>();
        for (int i = 0; i < indexes.size(); i++) {
            while (dense.size() < indexes.get(i) - first) {
                dense.add(0L);
            }
            dense.add(counts.get(i));
        }
        return ExponentialHistogramBuckets.create(SCALE, first, dense);
    }

    /** All that was added. */
    List<MetricData> toMetrics() {
        List<MetricData> metrics = new ArrayList<>();
        latencies.forEach((metric, points) -> metrics.add(new WindowMetric(
                PREFIX + metric.key(),
                metric.title(),
                "s",
                MetricDataType.EXPONENTIAL_HISTOGRAM,
                ExponentialHistogramData.create(AggregationTemporality.DELTA, points))));
        sums.forEach((what, points) -> metrics.add(new WindowMetric(
                what.metric(),
                what.description,
                what.unit,
                MetricDataType.LONG_SUM,
                SumData.createLongSumData(true, AggregationTemporality.DELTA, points))));
        return metrics;
    }
}
