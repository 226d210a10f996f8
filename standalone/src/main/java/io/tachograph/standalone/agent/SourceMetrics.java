package io.tachograph.standalone.agent;

import io.prometheus.metrics.core.metrics.CounterWithCallback;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.tachograph.collectors.agent.Agent;
import io.tachograph.collectors.source.SourceStatus;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** How the agent's sources are, for {@code /metrics}. */
final class SourceMetrics {
    private SourceMetrics() {}

    static void register(PrometheusRegistry registry, Agent agent) {
        counter(
                registry,
                agent,
                "tachograph_source_readings_total",
                "Readings that succeeded.",
                SourceStatus::readings);
        counter(registry, agent, "tachograph_source_records_total", "Records that were read.", SourceStatus::records);
        counter(
                registry,
                agent,
                "tachograph_source_missed_readings_total",
                "Readings left out, because the one before still ran or the agent came too late.",
                SourceStatus::missed);
        CounterWithCallback.builder()
                .name("tachograph_source_failures_total")
                .help("Readings that failed.")
                .labelNames("source", "kind", "failure")
                .callback(values -> agent.sources()
                        .forEach(source -> source.failures()
                                .forEach((failure, count) -> values.call(
                                        count,
                                        source.name(),
                                        source.kind(),
                                        failure.name().toLowerCase(Locale.ROOT)))))
                .register(registry);
        CounterWithCallback.builder()
                .name("tachograph_source_left_out_total")
                .help("What a source received that became no record, by reason: spans, requests, connections.")
                .labelNames("source", "kind", "reason")
                .callback(values -> agent.sources()
                        .forEach(source -> source.leftOut()
                                .forEach((reason, count) -> values.call(count, source.name(), source.kind(), reason))))
                .register(registry);
        gauge(
                registry,
                agent,
                "tachograph_source_last_success_timestamp_seconds",
                "When the last successful reading ended, Unix time.",
                source -> source.lastSuccessMicros() == null ? null : source.lastSuccessMicros() / 1e6);
        gauge(
                registry,
                agent,
                "tachograph_source_reading_seconds",
                "How long the last successful reading took, from the moment it was due.",
                SourceStatus::lastSeconds);
    }

    private static void counter(
            PrometheusRegistry registry, Agent agent, String name, String help, ToDoubleFunction<SourceStatus> value) {
        CounterWithCallback.builder()
                .name(name)
                .help(help)
                .labelNames("source", "kind")
                .callback(values -> agent.sources()
                        .forEach(source -> values.call(value.applyAsDouble(source), source.name(), source.kind())))
                .register(registry);
    }

    private static void gauge(
            PrometheusRegistry registry,
            Agent agent,
            String name,
            String help,
            Function<SourceStatus, @Nullable Double> value) {
        GaugeWithCallback.builder()
                .name(name)
                .help(help)
                .labelNames("source", "kind")
                .callback(values -> {
                    for (SourceStatus source : agent.sources()) {
                        Double known = value.apply(source);
                        if (known != null) {
                            values.call(known, source.name(), source.kind());
                        }
                    }
                })
                .register(registry);
    }
}
