package io.tachograph.standalone.gateway;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.tachograph.api.key.KeyBook;
import io.tachograph.api.limit.Budgets;
import io.tachograph.collectors.publish.KafkaPublisher;
import io.tachograph.config.ConfigException;
import io.tachograph.config.TachographConfig;
import io.tachograph.gateway.Gateway;
import io.tachograph.schemas.TargetConfig;
import io.tachograph.standalone.agent.Probing;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** The gateway, from the section {@code gateway} of the configuration. */
public final class ConfiguredGateway {
    private ConfiguredGateway() {}

    /**
     * Starts it, for the callers with these keys, and tells of it in the metrics.
     *
     * @param doubted which targets, by their slugs, probes have found failing
     * @param budgets stay the caller's to close, after the gateway
     * @param publisher stays the caller's to close, after the gateway
     * @throws IOException in one sentence, when it cannot listen
     * @throws ConfigException when there is no target, or one cannot be right
     */
    public static Gateway start(
            TachographConfig config,
            List<TargetConfig> targets,
            KeyBook keys,
            Budgets budgets,
            Predicate<String> doubted,
            Map<String, String> environment,
            KafkaPublisher publisher,
            PrometheusRegistry registry)
            throws IOException, ConfigException {
        if (targets.isEmpty()) {
            throw new ConfigException("no target is known: name one in targets or endpoints-file of the configuration");
        }
        Gateway gateway;
        try {
            gateway = Gateway.start(
                    config,
                    targets,
                    Probing.agentName(config),
                    environment::get,
                    new KeyedCallers(keys, config.gateway(), budgets),
                    doubted,
                    publisher);
        } catch (IllegalArgumentException e) {
            throw new ConfigException(String.valueOf(e.getMessage()));
        }
        GatewayMetrics.register(registry, gateway);
        return gateway;
    }
}
