package io.tachograph.standalone.up;

import io.tachograph.api.ApiKeys;
import io.tachograph.collectors.inventory.ConfiguredTargets;
import io.tachograph.collectors.source.ConfiguredSource;
import io.tachograph.config.ConfigException;
import io.tachograph.config.ProcessEnvironment;
import io.tachograph.config.TachographConfig;
import io.tachograph.jobs.catalog.ConfiguredJobs;
import io.tachograph.standalone.agent.AgentSetup;
import io.tachograph.standalone.config.ConfigOption;
import io.tachograph.standalone.log.Logs;
import io.tachograph.standalone.terminal.Interrupt;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code tachograph up}. */
@Command(
        name = "up",
        description =
                "Runs everything in one process: Kafka, Flink, PostgreSQL, probes, the APIs and the gateway. Without a"
                        + " target it probes a simulated fleet.")
public final class UpCommand implements Callable<Integer> {
    private static final int STOP_SECONDS = 10;

    @Mixin
    ConfigOption configuration = new ConfigOption();

    @Option(
            names = "--data-dir",
            paramLabel = "DIR",
            defaultValue = "tachograph-data",
            description = "Folder for all data (default: ${DEFAULT-VALUE}).")
    Path dataDir = Path.of("tachograph-data");

    @Option(
            names = "--port",
            paramLabel = "PORT",
            description =
                    "Port of the query API; the generation API and the gateway take the two that follow (default: those"
                            + " of the configuration, 8000, 8001 and 8080; 0: any free ones).")
    @Nullable
    Integer port;

    @Option(names = "--no-open", description = "Do not open the dashboard in the desktop's browser.")
    boolean noOpen;

    @ArgGroup(exclusive = false, multiplicity = "0..*", heading = "%nTargets; repeat the three for each:%n")
    @Nullable
    List<TargetOptions> targets;

    @Override
    public Integer call() throws IOException, ConfigException, InterruptedException {
        Map<String, String> environment = ProcessEnvironment.read();
        TachographConfig config = config(environment);
        AgentSetup agent = AgentSetup.of(config, environment);
        List<ConfiguredSource> sources = agent.sources(config);
        try (DataDirectory data = DataDirectory.open(dataDir)) {
            Path logFile = Logs.toFile(data.resolve("tachograph.log"), environment);
            run(config, agent, sources, data, logFile, environment);
        }
        return 0;
    }

    private TachographConfig config(Map<String, String> environment) throws ConfigException {
        TachographConfig config = configuration.read(environment);
        if (port != null) {
            config = withPorts(config, port);
        }
        if (targets != null) {
            config = config.withTargets(
                    targets.stream().map(TargetOptions::settings).toList());
        }
        // What cannot be right is said before anything starts.
        ConfiguredTargets unused = ConfiguredTargets.of(config);
        ConfiguredJobs.of(config);
        return config;
    }

    private static TachographConfig withPorts(TachographConfig config, int first) throws ConfigException {
        try {
            return config.withPorts(first);
        } catch (IllegalArgumentException e) {
            throw new ConfigException("--port: " + e.getMessage());
        }
    }

    private void run(
            TachographConfig config,
            AgentSetup agent,
            List<ConfiguredSource> sources,
            DataDirectory data,
            Path logFile,
            Map<String, String> environment)
            throws IOException, InterruptedException {
        Interrupt interrupt = Interrupt.install(
                STOP_SECONDS + (int) config.generation().drainLimit().toSeconds());
        StartLog log = new StartLog(System.out, interrupt);
        try {
            log.say("Tachograph, data in " + data.path());
            Optional<ApiKeys> given = ApiKeys.fromEnvironment(environment);
            @Nullable String key = ApiKeys.firstIn(environment).orElse(null);
            String hint = key == null ? ApiKeyFile.readOrCreate(data.resolve("api-key")) : "a key of API_KEYS";
            ApiKeys keys = given.orElseGet(() -> ApiKeys.of(List.of(hint)));
            try (RunningSystem system = RunningSystem.start(config, data, keys, agent, sources, environment, log)) {
                String url = "http://" + config.api().host() + ":" + system.apiPort();
                String link = url + system.signInLink(key == null ? hint : key);
                show(system, url, link, hint, logFile, log);
                if (!noOpen) {
                    Desktop.open(link, environment);
                }
                new LiveView(system, System.out, Boolean.getBoolean("tachograph.terminal")).show(interrupt);
                log.say("Stopping ...");
            }
            log.say("Stopped.");
        } finally {
            interrupt.stopped();
        }
    }

    private static void show(
            RunningSystem system, String url, String link, String keyHint, Path logFile, StartLog log) {
        log.say(String.format(Locale.ROOT, "Ready %.1f s after the JVM began.", StartLog.secondsSinceJvmStart()));
        log.say("");
        log.say("  Open       " + link + "  (signs in once, within an hour)");
        log.say("  Docs       " + url + "/docs");
        log.say("  Ask        curl -H 'X-API-Key: " + keyHint + "' " + url + "/api/v1/benchmark/TTFT");
        log.say("  Gateway    " + system.servers().gatewayLine());
        log.say("  Generate   " + system.servers().generationLine());
        log.say("  Database   " + system.jdbcUrl());
        log.say("  Kafka      " + system.kafka());
        log.say("  Log        " + logFile);
        log.say("  Stop       Ctrl-C");
        log.say("");
    }
}
