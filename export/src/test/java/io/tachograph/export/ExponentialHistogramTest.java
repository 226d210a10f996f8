package io.tachograph.export;

import static io.tachograph.export.Windows.NOON_MILLIS;
import static io.tachograph.export.Windows.minute;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.opentelemetry.proto.metrics.v1.AggregationTemporality;
import io.opentelemetry.proto.metrics.v1.ExponentialHistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.sdk.metrics.Aggregation;
import io.opentelemetry.sdk.metrics.Base2ExponentialHistogramOptions;
import io.opentelemetry.sdk.metrics.InstrumentSelector;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.opentelemetry.sdk.metrics.View;
import io.opentelemetry.sdk.metrics.data.ExponentialHistogramPointData;
import io.opentelemetry.sdk.metrics.data.MetricData;
import io.opentelemetry.sdk.metrics.export.MetricExporter;
import io.opentelemetry.sdk.testing.exporter.InMemoryMetricReader;
import io.tachograph.config.OtlpExportSection;
import io.tachograph.schemas.histogram.LatencyHistogram;
import java.net.URI;
import java.time.Duration;
import java.util.Iterator;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the collector gets are our windows, bucket by bucket. */
class ExponentialHistogramTest {
    private static final double[] QUANTILES = {0.001, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95, 0.99, 0.999, 1};

    /** From 50 µs to 5 min, as latencies are spread. */
    private static long latency(SplittableRandom random) {
        return Math.round(50_000 * Math.exp(random.nextDouble() * Math.log(6e6)));
    }

    /** The SDK's own histogram, of the same values, has the same buckets. */
    @Test
    void ourBuckets_areThoseOfTheSdkAtScale5() {
        SplittableRandom random = new SplittableRandom(17);
        LatencyHistogram ours = new LatencyHistogram();
        InMemoryMetricReader reader = InMemoryMetricReader.createDelta();
        try (SdkMeterProvider provider = SdkMeterProvider.builder()
                .registerMetricReader(reader)
                .registerView(
                        InstrumentSelector.builder().setName("latency").build(),
                        View.builder()
                                .setAggregation(Aggregation.base2ExponentialBucketHistogram(
                                        Base2ExponentialHistogramOptions.builder()
                                                .setMaxBuckets(1_000)
                                                .setMaxScale(WindowMetrics.SCALE)
                                                .build()))
                                .build())
                .build()) {
            var theirs = provider.get("test").histogramBuilder("latency").build();
            for (int i = 0; i < 20_000; i++) {
                long nanos = latency(random);
                ours.record(nanos);
                theirs.record(nanos / 1e9);
            }

            ExponentialHistogramPointData sdk = only(reader.collectAllMetrics().iterator());
            WindowMetrics exported = new WindowMetrics();
            exported.add(minute("t", NOON_MILLIS, ours).build());
            ExponentialHistogramPointData own = only(exported.toMetrics().stream()
                    .filter(metric -> metric.getName().equals("tachograph.request.ttft"))
                    .iterator());

            assertThat(own.getScale()).isEqualTo(sdk.getScale()).isEqualTo(5);
            assertThat(own.getPositiveBuckets().getOffset())
                    .isEqualTo(sdk.getPositiveBuckets().getOffset());
            assertThat(own.getPositiveBuckets().getBucketCounts())
                    .isEqualTo(sdk.getPositiveBuckets().getBucketCounts());
            assertThat(own.getCount()).isEqualTo(sdk.getCount());
            assertThat(own.getMin()).isEqualTo(sdk.getMin());
            assertThat(own.getMax()).isEqualTo(sdk.getMax());
            assertThat(own.getSum()).isCloseTo(sdk.getSum(), within(1e-6 * sdk.getSum()));
        }
    }

    private static ExponentialHistogramPointData only(Iterator<MetricData> metrics) {
        return metrics.next()
                .getExponentialHistogramData()
                .getPoints()
                .iterator()
                .next();
    }

    @ParameterizedTest
    @EnumSource
    void receivedHistogram_hasTheQuantilesOfTheWindow(OtlpExportSection.Protocol protocol) throws Exception {
        SplittableRandom random = new SplittableRandom(23);
        try (Collector collector = new Collector(protocol, 0)) {
            OtlpExportSection section = collector.section(Duration.ofMinutes(1));
            try (MetricExporter exporter = MetricSender.of(
                    section, Objects.requireNonNull(section.address()), Map.of("HEADERS", "x-key=a%20b+c")::get)) {
                for (int round = 0; round < 20; round++) {
                    LatencyHistogram ttft = new LatencyHistogram();
                    int values = 1 + random.nextInt(500);
                    for (int i = 0; i < values; i++) {
                        ttft.record(random.nextInt(20) == 0 ? 0 : latency(random));
                    }
                    WindowMetrics metrics = new WindowMetrics();
                    metrics.add(minute("t", NOON_MILLIS + round * Windows.MINUTE, ttft)
                            .build());
                    assertThat(exporter.export(metrics.toMetrics())
                                    .join(1, TimeUnit.MINUTES)
                                    .isSuccess())
                            .isTrue();

                    Metric received =
                            collector.metrics("tachograph.request.ttft").get(round);
                    assertThat(received.getUnit()).isEqualTo("s");
                    assertThat(received.getExponentialHistogram().getAggregationTemporality())
                            .isEqualTo(AggregationTemporality.AGGREGATION_TEMPORALITY_DELTA);
                    ExponentialHistogramDataPoint point =
                            received.getExponentialHistogram().getDataPoints(0);
                    assertThat(point.getStartTimeUnixNano())
                            .isEqualTo((NOON_MILLIS + round * Windows.MINUTE) * 1_000_000);
                    assertThat(point.getTimeUnixNano() - point.getStartTimeUnixNano())
                            .isEqualTo(60_000_000_000L);
                    compare(point, ttft);
                }
            }
            assertThat(collector.key()).isEqualTo("a b+c");
        }
    }

    private static void compare(ExponentialHistogramDataPoint point, LatencyHistogram ttft) {
        assertThat(point.getScale()).isEqualTo(5);
        assertThat(point.getCount()).isEqualTo(ttft.count());
        assertThat(Math.round(point.getSum() * 1e9)).isEqualTo(ttft.sumNanos());
        Map<Integer, Long> buckets = new TreeMap<>();
        for (int i = 0; i < point.getPositive().getBucketCountsCount(); i++) {
            if (point.getPositive().getBucketCounts(i) > 0) {
                buckets.put(
                        point.getPositive().getOffset() + i, point.getPositive().getBucketCounts(i));
            }
        }
        Map<Integer, Long> own = new TreeMap<>();
        var wire = ttft.toWire();
        for (int i = 0; i < wire.getIndexes().size(); i++) {
            own.put(wire.getIndexes().get(i), wire.getCounts().get(i));
        }
        assertThat(buckets).isEqualTo(own);
        assertThat(point.getZeroCount()).isEqualTo(wire.getZeroCount());
        for (double q : QUANTILES) {
            double expected = ttft.quantileNanos(q) / 1e9;
            assertThat(quantile(point, buckets, q)).as("quantile %s", q).isCloseTo(expected, within(1e-9 * expected));
        }
    }

    /** As a reader of OpenTelemetry's data model would take it: nearest rank, the bucket's geometric middle. */
    private static double quantile(ExponentialHistogramDataPoint point, Map<Integer, Long> buckets, double q) {
        long rank = Math.max(1, (long) Math.ceil(q * point.getCount()));
        long below = point.getZeroCount();
        if (rank <= below) {
            return 0;
        }
        for (Map.Entry<Integer, Long> bucket : buckets.entrySet()) {
            below += bucket.getValue();
            if (rank <= below) {
                double base = Math.pow(2, Math.pow(2, -point.getScale()));
                double middle = Math.pow(base, bucket.getKey() + 0.5);
                return Math.max(point.getMin(), Math.min(point.getMax(), middle));
            }
        }
        throw new AssertionError("rank " + rank + " of " + point.getCount());
    }

    @Test
    void endpointsPath_isKept_andOtherwiseThatOfMetrics() throws Exception {
        try (Collector collector = new Collector(OtlpExportSection.Protocol.HTTP, 0)) {
            OtlpExportSection section = collector.section(Duration.ofMinutes(1));
            URI endpoint = Objects.requireNonNull(section.address());
            Map<String, String> environment = Map.of("HEADERS", "x-key=1");
            assertThat(MetricSender.of(section, endpoint, environment::get).toString())
                    .contains(endpoint + "/v1/metrics");
            assertThat(MetricSender.of(section, endpoint.resolve("/otlp/v1/metrics"), environment::get)
                            .toString())
                    .contains(endpoint + "/otlp/v1/metrics");
        }
    }
}
