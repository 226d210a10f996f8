package io.tachograph.standalone.generation;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.tachograph.api.ApiKeys;
import io.tachograph.api.caller.RateLimit;
import io.tachograph.api.key.KeyBook;
import io.tachograph.config.ConfigException;
import io.tachograph.config.GenerationSection;
import io.tachograph.config.ProcessEnvironment;
import io.tachograph.config.TachographConfig;
import io.tachograph.generation.ServedModels;
import io.tachograph.generation.http.GenerationServer;
import io.tachograph.kafka.KafkaAccess;
import io.tachograph.standalone.config.CallerKeys;
import io.tachograph.standalone.config.ConfigOption;
import io.tachograph.standalone.config.KafkaOption;
import io.tachograph.standalone.log.Logs;
import io.tachograph.standalone.terminal.Interrupt;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code tachograph generation}. */
@Command(
        name = "generation",
        description =
                "Runs the generation API: takes tasks, queues them on Kafka and tells how they go on. Workers run them."
                        + " Keys come from API_KEYS, and where a database is named from there.")
public final class GenerationCommand implements Callable<Integer> {
    private static final int STOP_SECONDS = 20;
    private static final long LOOK_MILLIS = 1_000;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it.
    CommandSpec spec;

    @Mixin
    ConfigOption configuration = new ConfigOption();

    @Mixin
    KafkaOption kafka = new KafkaOption();

    @Mixin
    CallerKeys callers = new CallerKeys();

    @Override
    public Integer call() throws ConfigException, IOException, InterruptedException {
        Map<String, String> environment = ProcessEnvironment.read();
        Logs.toConsole(environment);
        TachographConfig config = configuration.read(environment);
        KafkaAccess brokers = kafka.in(config);
        ServedModels models = ServedModels.of(config);
        GenerationSection section = config.generation();
        ApiKeys configured = CallerKeys.configured(environment)
                .limitedTo(new RateLimit(section.requestsPerMinute(), section.burst()));
        PrometheusRegistry registry = new PrometheusRegistry();
        PrintWriter out = spec.commandLine().getOut();
        Interrupt interrupt = Interrupt.install(STOP_SECONDS);
        try (KeyBook keys = callers.open(configured, config, environment, registry);
                GenerationServer server = GenerationServer.start(section, keys, models, brokers, registry)) {
            out.println("  API        http://" + section.host() + ":" + server.port());
            out.println("  Kafka      " + brokers);
            out.println("  Models     " + String.join(", ", models.names()));
            out.println("  Stop       Ctrl-C");
            out.flush();
            while (!interrupt.await(LOOK_MILLIS)) {
                String trouble = server.trouble().orElse(null);
                if (trouble != null) {
                    throw new IOException(trouble + " The log says why.");
                }
            }
        } finally {
            interrupt.stopped();
        }
        return 0;
    }
}
