package io.tachograph.standalone.truth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tachograph.config.ConfigFile;
import io.tachograph.jobs.catalog.ConfiguredJobs;
import io.tachograph.jobs.catalog.JobCatalog;
import io.tachograph.simulator.Faults;
import io.tachograph.simulator.FleetConfig;
import io.tachograph.simulator.LatencyLaw;
import io.tachograph.simulator.ReplicaConfig;
import io.tachograph.simulator.SimulatedFleet;
import io.tachograph.standalone.TachographProcess;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From an agent's probes by the windows of the stream to the gateway, which nobody has asked for anything yet. */
class ProbedGatewayTruthTest {
    private static final Map<String, String> ENVIRONMENT = Map.of("API_KEYS", "a-callers-key-0123");
    private static final LatencyLaw LAW = new LatencyLaw(0.01, 0, 0.001, 0, 0);

    @TempDir
    private Path directory;

    private final HttpClient http = HttpClient.newHttpClient();

    @Test
    void targetWhoseProbesFail_isNotHealthyAtTheGateway_untilTheySucceed() throws Exception {
        Path settings = Files.writeString(directory.resolve("jobs.yml"), "probes: {timeout: 5s}\n");
        try (SimulatedFleet fleet = SimulatedFleet.start(new FleetConfig(
                        "127.0.0.1",
                        5,
                        false,
                        List.of(
                                ReplicaConfig.of("good", "tiny", LAW),
                                ReplicaConfig.of("bad", "tiny", LAW).withFaults(Faults.http500(1)))));
                JobsOnServers jobs = new JobsOnServers(
                        directory,
                        List.of(JobCatalog.named("request-windows")),
                        ConfiguredJobs.of(ConfigFile.read(settings, Map.of())))) {
            String good = fleet.replicas().get(0).uri().toString();
            String bad = fleet.replicas().get(1).uri().toString();
            String config = Files.writeString(directory.resolve("tachograph.yml"), """
                            kafka: {bootstrap-servers: '%s'}
                            probes: {arrivals: constant, rate: 5, timeout: 5s, max-output-tokens: 4}
                            agent: {spool: '%s'}
                            gateway: {port: 0, metrics-port: 0, spool: '%s'}
                            targets:
                            - {url: '%s', model: tiny, cluster: good}
                            - {url: '%s', model: tiny, cluster: bad}
                            """.formatted(
                                    jobs.brokers().bootstrapServers(),
                                    directory.resolve("agent-spool"),
                                    directory.resolve("gateway-spool"),
                                    good,
                                    bad))
                    .toString();
            try (TachographProcess gateway = TachographProcess.start(ENVIRONMENT, "gateway", "--config", config);
                    TachographProcess agent = TachographProcess.start(Map.of(), "agent", "--config", config)) {
                String health = gateway.awaitLine("Health");
                URI metrics =
                        URI.create(health.substring(0, health.indexOf(',')).replace("/health", "/metrics"));
                assertThat(healthy(metrics)).hasSize(2).allMatch(line -> line.endsWith(" 1.0"));

                awaitHealthy(metrics, "bad", "0.0");
                awaitHealthy(metrics, "good", "1.0");

                fleet.replicas().get(1).faults(Faults.none());
                awaitHealthy(metrics, "bad", "1.0");
                assertThat(agent.isAlive()).isTrue();
            }
        }
    }

    /** Windows are 10 s long and come a while later. */
    private void awaitHealthy(URI metrics, String cluster, String value) {
        await(cluster + " is " + value)
                .atMost(Duration.ofMinutes(4))
                .pollInterval(Duration.ofMillis(500))
                .until(() -> healthy(metrics).stream()
                        .anyMatch(line -> line.contains("{target=\"" + cluster + "-") && line.endsWith(" " + value)));
    }

    private List<String> healthy(URI metrics) throws Exception {
        return http.send(HttpRequest.newBuilder(metrics).build(), HttpResponse.BodyHandlers.ofString())
                .body()
                .lines()
                .filter(line -> line.startsWith("tachograph_gateway_target_healthy{"))
                .toList();
    }
}
