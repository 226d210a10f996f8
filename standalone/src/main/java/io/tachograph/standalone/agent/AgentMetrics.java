package io.tachograph.standalone.agent;

import io.prometheus.metrics.core.metrics.CounterWithCallback;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.tachograph.client.load.LoadCounters;
import io.tachograph.collectors.agent.Agent;
import io.tachograph.collectors.publish.KafkaPublisher;
import io.tachograph.collectors.publish.PublisherCounters;
import io.tachograph.collectors.publish.SpoolCounters;
import java.util.Objects;
import java.util.function.ToDoubleFunction;

/** What the agent of this process has done, for {@code /metrics}. */
public final class AgentMetrics {
    private AgentMetrics() {}

    public static void register(PrometheusRegistry registry, Agent agent, KafkaPublisher publisher) {
        publisher(registry, publisher);
        if (publisher.spool() != null) {
            spool(registry, publisher);
        }
        probes(registry, agent);
        SourceMetrics.register(registry, agent);
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

    private static void probes(PrometheusRegistry registry, Agent agent) {
        requests(registry, agent, "tachograph_probe_requests_sent_total", "Requests sent.", LoadCounters::sent);
        requests(
                registry,
                agent,
                "tachograph_probe_requests_finished_total",
                "Requests that ended, however.",
                LoadCounters::finished);
        requests(
                registry,
                agent,
                "tachograph_probe_requests_failed_total",
                "Requests that neither succeeded nor were cancelled.",
                LoadCounters::failed);
        GaugeWithCallback.builder()
                .name("tachograph_probe_clock_drift_seconds")
                .help("How far the machine's wall clock is ahead of the agent's event times.")
                .callback(values -> values.call(agent.probes().clockDriftMicros() / 1e6))
                .register(registry);
    }

    private static void requests(
            PrometheusRegistry registry, Agent agent, String name, String help, ToDoubleFunction<LoadCounters> value) {
        CounterWithCallback.builder()
                .name(name)
                .help(help)
                .labelNames("target")
                .callback(values -> agent.probes()
                        .targets()
                        .forEach((target, counters) -> values.call(value.applyAsDouble(counters), target)))
                .register(registry);
    }
}
