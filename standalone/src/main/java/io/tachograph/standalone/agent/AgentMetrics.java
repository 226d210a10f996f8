package io.tachograph.standalone.agent;

import io.prometheus.metrics.core.metrics.CounterWithCallback;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.tachograph.client.load.LoadCounters;
import io.tachograph.collectors.agent.Agent;
import io.tachograph.collectors.publish.KafkaPublisher;
import io.tachograph.standalone.metrics.PublisherMetrics;
import java.util.function.ToDoubleFunction;

/** What the agent of this process has done, for {@code /metrics}. */
public final class AgentMetrics {
    private AgentMetrics() {}

    public static void register(PrometheusRegistry registry, Agent agent, KafkaPublisher publisher) {
        PublisherMetrics.register(registry, publisher);
        probes(registry, agent);
        SourceMetrics.register(registry, agent);
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
