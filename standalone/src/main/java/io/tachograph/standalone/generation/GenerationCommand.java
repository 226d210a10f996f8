package io.tachograph.standalone.generation;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.tachograph.api.ApiKeys;
import io.tachograph.api.caller.RateLimit;
import io.tachograph.api.key.KeyBook;
import io.tachograph.api.limit.Budgets;
import io.tachograph.config.ConfigException;
import io.tachograph.config.GenerationSection;
import io.tachograph.generation.ServedModels;
import io.tachograph.generation.http.GenerationServer;
import io.tachograph.generation.task.TaskTable;
import io.tachograph.standalone.config.ConfiguredBudgets;
import io.tachograph.standalone.service.CallerKeys;
import io.tachograph.standalone.service.ResourceStack;
import io.tachograph.standalone.service.Service;
import io.tachograph.standalone.service.ServiceOptions;
import io.tachograph.standalone.service.StopDelay;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code tachograph generation}. */
@Command(
        name = "generation",
        description =
                "Runs the generation API: accepts tasks, queues them on Kafka and reports their progress. Workers run"
                        + " them. Keys come from API_KEYS and, if one is configured, the database.")
public final class GenerationCommand implements Callable<Integer> {
    private static final int STOP_SECONDS = 20;

    @Mixin
    ServiceOptions options = new ServiceOptions();

    @Mixin
    CallerKeys callers = new CallerKeys();

    @Override
    public Integer call() throws ConfigException, IOException, InterruptedException {
        Service service = options.read();
        ConfiguredBudgets.checkApart(service.config());
        ServedModels models = ServedModels.of(service.config());
        GenerationSection section = service.config().generation();
        ApiKeys keys = service.keys().limitedTo(new RateLimit(section.requestsPerMinute(), section.burst()));
        int delaySeconds = (int) section.stopDelay().toSeconds();
        service.run(
                STOP_SECONDS + delaySeconds,
                parts -> start(service, models, parts.add(callers.open(keys, service)), parts));
        return 0;
    }

    private static Service.Look start(Service service, ServedModels models, KeyBook keys, ResourceStack parts)
            throws IOException, ConfigException, InterruptedException {
        GenerationSection section = service.config().generation();
        TaskTable tasks = parts.add(TaskTable.start(service.kafka(), section.keepResults()));
        PrometheusRegistry registry = new PrometheusRegistry();
        Budgets budgets = parts.add(ConfiguredBudgets.open(service.config(), service.environment(), registry))
                .budgets();
        GenerationServer server =
                parts.add(GenerationServer.start(section, keys, models, service.kafka(), tasks, budgets, registry));
        StopDelay unused = parts.add(new StopDelay(section.stopDelay(), server::announceEnd));
        service.say("API", "http://" + section.host() + ":" + server.port());
        service.say("Kafka", service.kafka().toString());
        service.say("Models", String.join(", ", models.names()));
        service.say("Stop", "Ctrl-C");
        return () -> server.trouble().map(trouble -> trouble + " The log says why.");
    }
}
