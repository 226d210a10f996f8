package io.tachograph.standalone.metrics;

import io.prometheus.metrics.core.metrics.CounterWithCallback;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.tachograph.collectors.publish.KafkaPublisher;
import io.tachograph.collectors.publish.PublisherCounters;
import io.tachograph.collectors.publish.SpoolCounters;
import java.util.Objects;

/** What became of the records of this process, for {@code /metrics}. */
public final class PublisherMetrics {
    private PublisherMetrics() {}

    public static void register(PrometheusRegistry registry, KafkaPublisher publisher) {
        publisher(registry, publisher);
        if (publisher.spool() != null) {
            spool(registry, publisher);
        }
    }

    private static void publisher(PrometheusRegistry registry, KafkaPublisher publisher) {
        CounterWithCallback.builder()
                .name("tachograph_publisher_events_total")
                .help("Events given to the publisher: offered = accepted + dropped;"
                        + " accepted = acknowledged + failed + pending.")
                .labelNames("state")
                .callback(values -> {
                    PublisherCounters counters = publisher.counters();
                    values.call(counters.offered(), "offered");
                    values.call(counters.accepted(), "accepted");
                    values.call(counters.dropped(), "dropped");
                    values.call(counters.acknowledged(), "acknowledged");
                    values.call(counters.failed(), "failed");
                })
                .register(registry);
        GaugeWithCallback.builder()
                .name("tachograph_publisher_pending_events")
                .help("Events accepted and neither acknowledged nor failed yet.")
                .callback(values -> values.call(publisher.counters().pending()))
                .register(registry);
    }

    private static void spool(PrometheusRegistry registry, KafkaPublisher publisher) {
        GaugeWithCallback.builder()
                .name("tachograph_spool_pending_events")
                .help("Events in the spool that Kafka has not acknowledged yet.")
                .callback(values -> values.call(counters(publisher).pending()))
                .register(registry);
        CounterWithCallback.builder()
                .name("tachograph_spool_lost_events_total")
                .help(
                        "Events that were lost: dropped because the spool was full, rejected by Kafka for good, or (counted by place) damaged on disk.")
                .labelNames("reason")
                .callback(values -> {
                    values.call(counters(publisher).dropped(), "full");
                    values.call(counters(publisher).rejected(), "rejected");
                    values.call(counters(publisher).damaged(), "damaged");
                })
                .register(registry);
    }

    private static SpoolCounters counters(KafkaPublisher publisher) {
        return Objects.requireNonNullElse(publisher.spool(), new SpoolCounters(0, 0, 0, 0, null));
    }
}
