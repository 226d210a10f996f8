package io.tachograph.standalone.truth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;
import static org.awaitility.Awaitility.await;

import io.tachograph.collectors.agent.Agent;
import io.tachograph.collectors.publish.KafkaPublisher;
import io.tachograph.collectors.publish.KafkaSettings;
import io.tachograph.collectors.source.docker.FakeDocker;
import io.tachograph.collectors.source.nvml.FakeNvml;
import io.tachograph.config.ConfigFile;
import io.tachograph.config.TachographConfig;
import io.tachograph.jobs.catalog.ConfiguredJobs;
import io.tachograph.jobs.catalog.JobCatalog;
import io.tachograph.schemas.avro.GpuSample;
import io.tachograph.simulator.Faults;
import io.tachograph.simulator.FleetConfig;
import io.tachograph.simulator.FleetTelemetry;
import io.tachograph.simulator.LatencyLaw;
import io.tachograph.simulator.ReplicaConfig;
import io.tachograph.simulator.SimulatedFleet;
import io.tachograph.simulator.SimulatedReplica;
import io.tachograph.simulator.TelemetryConfig;
import io.tachograph.standalone.agent.AgentSetup;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Energy per token by real parts: containers are found through Docker, their GPUs' counters are read through NVML, answers are
 * timed by probes, and all of it meets in the tables. Two simulated replicas with two GPUs each say how it really was.
 */
class EnergyTruthTest {
    private static final int GPUS = 2;
    private static final int WINDOWS = 4;
    private static final long WINDOW_SECONDS = 10;
    /**
     * The library tells what a GPU had used up to a tenth of a second before, and a request arrives a moment after it was sent.
     * A GPU too few, another replica's, or milliwatts for watts are far beyond.
     */
    private static final double PER_CENT = 5;

    private static final String VALID = """
            SELECT extract(epoch FROM step_start)::bigint, valid_energy_joules, valid_output_tokens
            FROM tachograph.energy_per_token(?, ?, '10 s') WHERE reason IS NULL AND target = ?
            """;

    @TempDir
    private Path directory;

    private record Window(long startSecond, double joules, double tokens) {}

    private final EnergyAccount truth = new EnergyAccount();

    @Test
    @SuppressWarnings("try") // Telemetry and Docker run beside.
    void energyPerToken_isThatOfTheSimulatorsOwnAccount() throws Exception {
        FleetConfig replicas = new FleetConfig(
                "127.0.0.1",
                7,
                false,
                List.of(
                        replica("quick-1b", new LatencyLaw(0.01, 0, 0.002, 0, 0.1), 8, 16),
                        replica("heavy-70b", new LatencyLaw(0.02, 0, 0.01, 0, 0.1), 24, 32)));
        Instant begun = Instant.now();
        try (FakeNvml nvml = FakeNvml.ofDriver(FakeNvml.NEWEST).script("gpus " + GPUS * 2);
                SimulatedFleet fleet = SimulatedFleet.start(replicas, truth::served);
                FleetTelemetry telemetry = FleetTelemetry.start(
                        fleet,
                        new TelemetryConfig(
                                SimulatedReplica::name, GPUS, Duration.ofMillis(100), Duration.ofSeconds(5)),
                        toldTo(nvml, replicas));
                ServerSocket socket = new ServerSocket(0, 0, InetAddress.getLoopbackAddress());
                FakeDocker docker = docker(socket, fleet, begun.minusSeconds(60))) {
            TachographConfig config = config(socket.getLocalPort(), nvml.path());
            AgentSetup setup = AgentSetup.of(config, Map.of());
            try (JobsOnServers jobs = new JobsOnServers(
                            directory,
                            List.of(JobCatalog.named("request-windows"), JobCatalog.named("gpu-windows")),
                            ConfiguredJobs.of(config));
                    KafkaPublisher publisher = KafkaPublisher.start(KafkaSettings.of(jobs.brokers(), "agent"));
                    Agent agent = setup.start(List.of(), setup.sources(config), publisher)) {
                for (ReplicaConfig replica : replicas.replicas()) {
                    await().atMost(Duration.ofMinutes(5))
                            .pollInterval(Duration.ofSeconds(1))
                            .until(() -> valid(jobs, replica.model(), begun).size() >= WINDOWS);
                }
                for (ReplicaConfig replica : replicas.replicas()) {
                    compare(replica.name(), valid(jobs, replica.model(), begun));
                }
                assertThat(jobs.status()).isEqualTo("RUNNING");
                assertThat(agent.sources())
                        .hasSizeGreaterThanOrEqualTo(2)
                        .allSatisfy(source -> assertThat(source.complaint()).isNull());
            }
        }
    }

    private static ReplicaConfig replica(String model, LatencyLaw law, int fewestTokens, int mostTokens) {
        return new ReplicaConfig(
                model, model, 0, 32, 8_192, fewestTokens, mostTokens, law, Faults.none(), Duration.ofMinutes(1));
    }

    /** The library's GPUs are those of the first replica, then those of the second. */
    private Consumer<SpecificRecord> toldTo(FakeNvml nvml, FleetConfig replicas) {
        List<String> names =
                replicas.replicas().stream().map(ReplicaConfig::name).toList();
        return record -> {
            if (record instanceof GpuSample sample) {
                truth.read(sample);
                int device = names.indexOf(sample.getNode()) * GPUS + EnergyAccount.index(sample);
                FakeNvml unused = nvml.script("value nvmlDeviceGetTotalEnergyConsumption " + device + " 0 "
                        + EnergyAccount.millijoules(sample));
            }
        };
    }

    /** A container for each replica, which asked for its two GPUs by index. */
    private static FakeDocker docker(ServerSocket socket, SimulatedFleet fleet, Instant started) {
        FakeDocker docker = FakeDocker.on(socket);
        List<String> listed = new ArrayList<>();
        for (SimulatedReplica replica : fleet.replicas()) {
            int gpu = GPUS * listed.size();
            String id = Integer.toString(listed.size() + 1).repeat(64);
            String one = """
            {"Id":"%s","Names":["/%s"],"Image":"vllm/vllm-openai:v0.30.0","ImageID":"sha256:1","State":"running",
             "Status":"Up","Labels":{"tachograph.cluster":"lab"},"HostConfig":{"NetworkMode":"bridge"},
             "Ports":[{"PrivatePort":8000,"PublicPort":%s,"Type":"tcp"}]}""".formatted(id, replica.name(), replica.port());
            listed.add(one);
            String inspected = """
            {"Path":"vllm","Args":["serve","--served-model-name","%s"],"RestartCount":0,
             "HostConfig":{"DeviceRequests":[{"Driver":"nvidia","Count":0,"DeviceIDs":["%s","%s"],
             "Capabilities":[["gpu"]],"Options":{}}]},
             "Config":{"Image":"vllm/vllm-openai:v0.30.0","Env":[],"Tty":false},
             "State":{"Running":true,"StartedAt":"%s","FinishedAt":"0001-01-01T00:00:00Z","ExitCode":0}}""".formatted(replica.name(), gpu, gpu + 1, started);
            docker.answers.put("/containers/" + id + "/json", FakeDocker.json(inspected));
        }
        docker.answers.put("/containers/json", FakeDocker.json("[" + String.join(",", listed) + "]"));
        return docker;
    }

    private TachographConfig config(int dockerPort, String nvml) throws Exception {
        String text = """
            slos: []
            pipeline: {max-request-duration: 10s}
            probes: {arrivals: constant, rate: 20, timeout: 5s}
            sources:
            - {kind: docker, host: "tcp://127.0.0.1:%s", every: 1s, usage: none, nvml-library: "%s"}
            - {kind: nvml, library: "%s"}
            """.formatted(dockerPort, nvml, nvml);
        return ConfigFile.read(Files.writeString(directory.resolve("tachograph.yml"), text), Map.of());
    }

    /** The windows of a model's target whose energy can be trusted. */
    private static List<Window> valid(JobsOnServers jobs, String model, Instant since) throws SQLException {
        Instant from = Instant.ofEpochSecond(since.getEpochSecond() / WINDOW_SECONDS * WINDOW_SECONDS);
        try (Connection connection = DriverManager.getConnection(jobs.jdbcUrl());
                PreparedStatement statement = connection.prepareStatement(VALID)) {
            statement.setObject(1, from.atOffset(ZoneOffset.UTC));
            statement.setObject(2, OffsetDateTime.now(ZoneOffset.UTC).plusMinutes(1));
            statement.setString(3, "lab-vllm-" + model);
            List<Window> windows = new ArrayList<>();
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    windows.add(new Window(row.getLong(1), row.getDouble(2), row.getDouble(3)));
                }
            }
            return windows;
        }
    }

    private void compare(String replica, List<Window> windows) {
        double joules = 0;
        double tokens = 0;
        double trueJoules = 0;
        double trueTokens = 0;
        for (Window window : windows) {
            joules += window.joules;
            tokens += window.tokens;
            trueJoules += truth.joules(replica, window.startSecond, window.startSecond + WINDOW_SECONDS);
            trueTokens += truth.tokens(replica, window.startSecond, window.startSecond + WINDOW_SECONDS);
        }
        System.out.printf(
                Locale.ROOT,
                "energy truth: %s over %d windows: %.1f J of %.1f J, %.0f tokens of %.0f, %.4f J/token of %.4f%n",
                replica,
                windows.size(),
                joules,
                trueJoules,
                tokens,
                trueTokens,
                joules / tokens,
                trueJoules / trueTokens);
        assertThat(joules).isCloseTo(trueJoules, withinPercentage(PER_CENT));
        assertThat(tokens).isCloseTo(trueTokens, withinPercentage(PER_CENT));
        assertThat(joules / tokens).isCloseTo(trueJoules / trueTokens, withinPercentage(PER_CENT));
    }
}
