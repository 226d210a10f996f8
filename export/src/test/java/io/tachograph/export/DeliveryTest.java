package io.tachograph.export;

import static io.tachograph.export.Windows.NOON_MILLIS;
import static io.tachograph.export.Windows.minute;
import static org.assertj.core.api.Assertions.assertThat;

import io.tachograph.config.OtlpExportSection;
import io.tachograph.config.OtlpExportSection.Protocol;
import io.tachograph.schemas.avro.RequestWindow;
import io.tachograph.schemas.histogram.LatencyHistogram;
import io.tachograph.schemas.metric.LatencyMetric;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Deliveries that are larger than what a collector takes. */
class DeliveryTest {
    private final ExportTally tally = new ExportTally();

    /** Latencies from a microsecond to a quarter of an hour: nothing has more buckets. */
    private static LatencyHistogram wide() {
        LatencyHistogram histogram = new LatencyHistogram();
        for (int i = 0; i < 300; i++) {
            histogram.record(1_000);
            histogram.record(900_000_000_000L);
        }
        return histogram;
    }

    private static List<RequestWindow> windows(int count, LatencyHistogram values) {
        return IntStream.range(0, count)
                .mapToObj(i -> {
                    RequestWindow window = minute("target-" + i, NOON_MILLIS, values)
                            .setTenant("Überall/".repeat(20))
                            .setLatencies(new HashMap<>())
                            .build();
                    LatencyMetric.WINDOWED.forEach(
                            metric -> window.getLatencies().put(metric.key(), values.toWire()));
                    return window;
                })
                .toList();
    }

    private Delivery delivery(Collector collector, Duration giveUpAfter) throws Exception {
        OtlpExportSection section = collector.section(giveUpAfter);
        URI endpoint = Objects.requireNonNull(section.address());
        return new Delivery(
                MetricSender.of(section, endpoint, name -> "x-key=k"), endpoint.toString(), giveUpAfter, tally);
    }

    @ParameterizedTest
    @EnumSource
    void muchAtOnce_goesInParts_thatACollectorTakesByDefault(Protocol protocol) throws Exception {
        List<RequestWindow> windows = windows(300, wide());
        try (Collector collector = new Collector(protocol, 0)) {
            Delivery delivery = delivery(collector, Duration.ofMinutes(10));

            assertThat(delivery.deliver(windows)).isTrue();

            assertThat(tally.counters().delivered()).isEqualTo(300);
            assertThat(tally.counters().failures()).isZero();
            assertThat(collector.sizes()).hasSizeGreaterThan(1);
            assertThat(collector.sizes().stream().mapToLong(Integer::longValue).sum())
                    .isBetween(
                            4L << 20, windows.stream().mapToLong(Parcels::bytes).sum());
            delivery.close();
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatIsStillTooMuch_goesInHalves_andIsNotLost(Protocol protocol) throws Exception {
        List<RequestWindow> windows = windows(4, wide());
        int one = (int) Parcels.bytes(windows.get(0));
        try (Collector collector = new Collector(protocol, 0, one * 3 / 2)) {
            Delivery delivery = delivery(collector, Duration.ofMinutes(10));

            assertThat(delivery.deliver(windows)).isTrue();

            assertThat(tally.counters().delivered()).isEqualTo(4);
            assertThat(tally.counters().lost()).isZero();
            assertThat(tally.counters().failures()).isPositive();
            delivery.close();
        }
    }
}
