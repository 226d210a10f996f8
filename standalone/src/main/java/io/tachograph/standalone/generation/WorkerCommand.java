package io.tachograph.standalone.generation;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.tachograph.api.limit.Budgets;
import io.tachograph.collectors.publish.KafkaPublisher;
import io.tachograph.config.ConfigException;
import io.tachograph.config.GenerationSection;
import io.tachograph.generation.ServedModels;
import io.tachograph.generation.task.TaskTable;
import io.tachograph.generation.worker.Worker;
import io.tachograph.standalone.agent.Probing;
import io.tachograph.standalone.config.ConfiguredBudgets;
import io.tachograph.standalone.metrics.MetricsServer;
import io.tachograph.standalone.metrics.PublisherMetrics;
import io.tachograph.standalone.service.ResourceStack;
import io.tachograph.standalone.service.Service;
import io.tachograph.standalone.service.ServiceOptions;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code tachograph worker}. */
@Command(
        name = "worker",
        description =
                "Takes the generation API's tasks from Kafka, runs them on the configured targets, and publishes their"
                        + " timings to Kafka.")
public final class WorkerCommand implements Callable<Integer> {
    private static final int STOP_SECONDS = 20;

    @Mixin
    ServiceOptions options = new ServiceOptions();

    @Option(
            names = "--metrics-port",
            paramLabel = "PORT",
            description = "Port of /metrics and /health (default: 0, any free one).",
            defaultValue = "0")
    int metricsPort;

    @Override
    public Integer call() throws ConfigException, IOException, InterruptedException {
        Service service = options.read();
        ConfiguredBudgets.checkApart(service.config());
        ServedModels models = ServedModels.of(service.config());
        long drainSeconds = service.config().generation().drainLimit().toSeconds();
        service.run(STOP_SECONDS + (int) drainSeconds, parts -> {
            Service.Look look = start(service, models, parts);
            service.say("Stop", "Ctrl-C; tasks run on for " + drainSeconds + " s");
            return look;
        });
        return 0;
    }

    private Service.Look start(Service service, ServedModels models, ResourceStack parts)
            throws IOException, ConfigException, InterruptedException {
        GenerationSection section = service.config().generation();
        PrometheusRegistry registry = new PrometheusRegistry();
        KafkaPublisher publisher = parts.add(service.publisher("tachograph-worker-timings"));
        PublisherMetrics.register(registry, publisher);
        TaskTable tasks = parts.add(TaskTable.start(service.kafka(), section.keepResults()));
        Budgets budgets = parts.add(ConfiguredBudgets.open(service.config(), service.environment(), registry))
                .budgets();
        Worker worker = parts.add(Worker.start(
                section,
                models,
                service.kafka(),
                tasks,
                Probing.agentName(service.config()),
                service.environment()::get,
                publisher::publish,
                budgets,
                registry));
        MetricsServer server = parts.add(MetricsServer.start(section.host(), metricsPort, registry))
                .withHealth(() -> health(publisher));
        service.say("Kafka", service.kafka().toString());
        service.say(
                "Models",
                String.join(", ", models.names()) + ", on " + models.targets().size() + " targets");
        service.say("Metrics", "http://" + section.host() + ":" + server.port() + "/metrics");
        return worker::trouble;
    }

    /** One in trouble ends, and answers nobody. */
    private static String health(KafkaPublisher publisher) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("status", "ok")
                .put(
                        "records_lost",
                        publisher.counters().dropped() + publisher.counters().failed())
                .toString();
    }
}
