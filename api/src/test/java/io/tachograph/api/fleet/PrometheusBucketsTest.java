package io.tachograph.api.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.NativeHistogramBucket;
import io.tachograph.schemas.histogram.LatencyHistogram;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class PrometheusBucketsTest {
    /** By Prometheus' definition: bucket i of schema 5 ends at 2^(i/32). */
    @Test
    void nativeBucket_isThatOfPrometheus() {
        Random random = new Random(7);
        LatencyHistogram values = new LatencyHistogram();
        Map<Integer, Long> expected = new TreeMap<>();
        for (int i = 0; i < 10_000; i++) {
            long nanos = 1 + (long) (Math.exp(random.nextDouble() * 24) * 10);
            values.record(nanos);
            expected.merge((int) Math.ceil(Math.log(nanos / 1e9) / Math.log(2) * 32), 1L, Long::sum);
        }
        values.record(0);

        HistogramDataPointSnapshot point = PrometheusBuckets.of(values, Labels.EMPTY, 0);

        assertThat(point.getNativeSchema()).isEqualTo(5);
        assertThat(point.getNativeZeroCount()).isEqualTo(1);
        assertThat(point.getNativeBucketsForPositiveValues().stream()
                        .collect(Collectors.toMap(
                                NativeHistogramBucket::getBucketIndex, NativeHistogramBucket::getCount)))
                .isEqualTo(expected);
        assertThat(point.getCount()).isEqualTo(10_001);
    }

    @Test
    void lengthOfAWindow_isWrittenAsPrometheusDoes() {
        assertThat(WindowText.of(300_000)).isEqualTo("5m");
        assertThat(WindowText.of(3_600_000)).isEqualTo("1h");
        assertThat(WindowText.of(259_200_000)).isEqualTo("3d");
        assertThat(WindowText.of(10_000)).isEqualTo("10s");
        assertThat(WindowText.of(1_500)).isEqualTo("1500ms");
    }
}
