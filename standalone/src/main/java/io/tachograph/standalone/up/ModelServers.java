package io.tachograph.standalone.up;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.tachograph.api.ApiKeys;
import io.tachograph.api.caller.RateLimit;
import io.tachograph.api.key.KeyBook;
import io.tachograph.collectors.publish.KafkaPublisher;
import io.tachograph.config.ConfigException;
import io.tachograph.config.GenerationSection;
import io.tachograph.config.TachographConfig;
import io.tachograph.gateway.Gateway;
import io.tachograph.generation.ServedModels;
import io.tachograph.generation.http.GenerationServer;
import io.tachograph.generation.task.TaskTable;
import io.tachograph.generation.worker.Worker;
import io.tachograph.kafka.KafkaAccess;
import io.tachograph.standalone.agent.Probing;
import io.tachograph.standalone.config.ConfiguredBudgets;
import io.tachograph.standalone.gateway.ConfiguredGateway;
import io.tachograph.standalone.gateway.ProbeWatch;
import io.tachograph.standalone.service.ResourceStack;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * What {@code up} runs for those who send requests to the fleet's models: the gateway, and the generation API with a worker.
 * Thread-safe.
 */
final class ModelServers implements AutoCloseable {
    /** Where the generation API listens unless the configuration says otherwise: 8000 is the query API's. */
    private static final int GENERATION_PORT = 8_001;

    private final ResourceStack gatewayParts = new ResourceStack();
    private final ResourceStack generationParts = new ResourceStack();
    private final TachographConfig config;
    private final Fleet fleet;
    private final Storage storage;
    private final KafkaAccess kafka;
    private final ConfiguredBudgets budgets;
    private @Nullable Gateway gateway;
    private @Nullable GenerationServer generation;
    private @Nullable Worker worker;

    private ModelServers(TachographConfig config, Fleet fleet, Storage storage, ConfiguredBudgets budgets) {
        this.config = config;
        this.fleet = fleet;
        this.storage = storage;
        this.kafka = storage.kafka().access();
        this.budgets = budgets;
    }

    /**
     * Starts those that the configuration wants.
     *
     * @param publisher for the records of requests; stays the caller's to close, after these
     * @throws IOException in one sentence, when one cannot start
     */
    static ModelServers start(
            TachographConfig config,
            Fleet fleet,
            Storage storage,
            ApiKeys keys,
            Map<String, String> environment,
            KafkaPublisher publisher,
            PrometheusRegistry metrics,
            StartLog log)
            throws IOException {
        ModelServers servers = new ModelServers(config, fleet, storage, budgets(config, environment, metrics));
        try {
            if (fleet.wants(config.up().gateway())) {
                servers.gateway =
                        log.part("gateway", () -> servers.startGateway(keys, environment, publisher, metrics));
            }
            if (fleet.wants(config.up().generation())) {
                servers.generation = log.part(
                        "generation API", () -> servers.startGeneration(keys, environment, publisher, metrics));
            }
            return servers;
        } catch (IOException | RuntimeException e) {
            servers.close();
            throw e;
        }
    }

    private static ConfiguredBudgets budgets(
            TachographConfig config, Map<String, String> environment, PrometheusRegistry metrics) throws IOException {
        try {
            return ConfiguredBudgets.open(config, environment, metrics);
        } catch (ConfigException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    private Gateway startGateway(
            ApiKeys keys, Map<String, String> environment, KafkaPublisher publisher, PrometheusRegistry metrics)
            throws IOException {
        try {
            ProbeWatch probes = gatewayParts.add(ProbeWatch.start(kafka));
            KeyBook known = gatewayParts.add(
                    KeyBook.reading(keys.ring(), storage.store().keys()));
            return gatewayParts.add(ConfiguredGateway.start(
                    config,
                    fleet.targets(),
                    known,
                    budgets.budgets(),
                    probes::isFailing,
                    environment,
                    publisher,
                    metrics));
        } catch (ConfigException e) {
            throw new IOException("the gateway: " + e.getMessage(), e);
        }
    }

    private GenerationServer startGeneration(
            ApiKeys keys, Map<String, String> environment, KafkaPublisher publisher, PrometheusRegistry metrics)
            throws IOException {
        GenerationSection section = config.generation().withDefaultPort(GENERATION_PORT);
        try {
            ServedModels models = ServedModels.of(config, fleet.targets());
            TaskTable tasks = generationParts.add(TaskTable.start(kafka, section.keepResults()));
            worker = generationParts.add(Worker.start(
                    section,
                    models,
                    kafka,
                    tasks,
                    Probing.agentName(config),
                    environment::get,
                    publisher::publish,
                    budgets.budgets(),
                    metrics));
            // Of its own, because its metrics of HTTP have the names of the query API's.
            PrometheusRegistry own = new PrometheusRegistry();
            RateLimit limit = new RateLimit(section.requestsPerMinute(), section.burst());
            KeyBook known = generationParts.add(KeyBook.reading(
                    keys.limitedTo(limit).ring(), storage.store().keys()));
            return generationParts.add(
                    GenerationServer.start(section, known, models, kafka, tasks, budgets.budgets(), own));
        } catch (ConfigException e) {
            throw new IOException("the generation API: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("stopped before it had started");
        }
    }

    /** Where the gateway answers; how to get one, where there is none. */
    String gatewayLine() {
        Gateway running = gateway;
        return running == null
                ? "off; up.gateway: true turns it on"
                : "http://" + config.gateway().host() + ":" + running.port()
                        + "/v1  (base URL of OpenAI's clients; of Anthropic's without /v1)";
    }

    /** Likewise of the generation API. */
    String generationLine() {
        GenerationServer running = generation;
        return running == null
                ? "off; up.generation: true turns it on"
                : "http://" + config.generation().host() + ":" + running.port() + "  (POST /generate, GET /result/ID)";
    }

    /** What is wrong with them, in one sentence each. */
    List<String> troubles() {
        List<String> troubles = new ArrayList<>();
        GenerationServer api = generation;
        Worker running = worker;
        Optional<String> ofApi = api == null ? Optional.empty() : api.trouble();
        Optional<String> ofWorker = running == null ? Optional.empty() : running.trouble();
        ofApi.or(() -> ofWorker)
                .ifPresent(trouble -> troubles.add("the generation API must be started anew: " + trouble));
        return troubles;
    }

    /** Lets what is in flight come to its end, for a while, in both at the same time. */
    @Override
    public void close() {
        CompletableFuture<Void> ofGateway = SideBySide.stop(gatewayParts::close);
        generationParts.close();
        ofGateway.join();
        budgets.close();
    }
}
