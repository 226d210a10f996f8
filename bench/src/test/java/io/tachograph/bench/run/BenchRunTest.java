package io.tachograph.bench.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.tachograph.bench.record.Output;
import io.tachograph.bench.record.Phases;
import io.tachograph.bench.record.RequestFile;
import io.tachograph.bench.result.RunResult;
import io.tachograph.bench.result.ServerReport;
import io.tachograph.client.endpoint.Attempt;
import io.tachograph.client.endpoint.Finished;
import io.tachograph.client.endpoint.Prompt;
import io.tachograph.client.endpoint.PromptRequest;
import io.tachograph.client.endpoint.RequestOptions;
import io.tachograph.client.endpoint.Target;
import io.tachograph.client.endpoint.Targets;
import io.tachograph.client.health.HealthConfig;
import io.tachograph.client.http.HttpClient;
import io.tachograph.client.http.HttpClientConfig;
import io.tachograph.client.load.Arrivals;
import io.tachograph.client.load.Cancellation;
import io.tachograph.client.load.ClosedLoop;
import io.tachograph.client.load.ConstantRate;
import io.tachograph.client.load.Limits;
import io.tachograph.client.scrape.ScrapeConfig;
import io.tachograph.client.workload.Conversation;
import io.tachograph.client.workload.Workload;
import io.tachograph.client.workload.dataset.Dataset;
import io.tachograph.schemas.TargetConfig;
import io.tachograph.schemas.avro.RequestTiming;
import io.tachograph.simulator.FleetConfig;
import io.tachograph.simulator.LatencyLaw;
import io.tachograph.simulator.ReplicaConfig;
import io.tachograph.simulator.ServedRequest;
import io.tachograph.simulator.SimulatedFleet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs against the simulated fleet, whose own account of what it served is the truth. */
class BenchRunTest {
    private static final Duration LONG = Duration.ofSeconds(30);

    private final List<ServedRequest> served = new CopyOnWriteArrayList<>();
    private final List<RequestTiming> published = new CopyOnWriteArrayList<>();
    private final HttpClient client =
            HttpClient.start(HttpClientConfig.builder().eventLoops(1).build());

    private @Nullable SimulatedFleet fleet;
    private Workload workload = Dataset.builtIn().shuffled(1);
    private boolean conversations;
    private @Nullable Output output;

    @BeforeEach
    void startFleet() throws IOException {
        ReplicaConfig replica = ReplicaConfig.of("lab-1", "lab", new LatencyLaw(0.01, 0, 0.001, 0, 0));
        fleet = SimulatedFleet.start(new FleetConfig("127.0.0.1", 7, false, List.of(replica)), served::add);
    }

    @AfterEach
    void close() {
        client.close();
        Objects.requireNonNull(fleet).close();
    }

    @Test
    void result_agreesWithWhatTheServerServed() throws Exception {
        RunResult result = run(ClosedLoop.of(4), Limits.none().withMaxRequests(60), Phases.ALL_MEASURED, true);

        assertThat(result.counts().ok()).isEqualTo(60);
        assertThat(result.counts().offered()).isEqualTo(60);
        assertThat(served).hasSize(60);
        long outputTokens =
                served.stream().mapToLong(ServedRequest::outputTokens).sum();
        assertThat(result.tokens().output()).isEqualTo(outputTokens);
        assertThat(result.rates().outputThroughput()).isCloseTo(outputTokens / result.measuredSeconds(), within(1e-6));
        assertThat(result.run().engineVersion()).isNotNull();
        assertThat(result.run().partial()).isFalse();
        // What the client saw began before the server knew and ended after.
        double servedSeconds = served.stream()
                        .mapToLong(request -> request.lastTokenNanos() - request.arrivedNanos())
                        .average()
                        .orElseThrow()
                / 1e9;
        assertThat(Objects.requireNonNull(result.metrics().get("e2e")).mean()).isGreaterThan(servedSeconds);
        ServerReport server = Objects.requireNonNull(result.server());
        assertThat(server.absent()).isNull();
        assertThat(server.comparable()).isTrue();
        assertThat(server.rows())
                .filteredOn(row -> row.name().equals("output tokens"))
                .singleElement()
                .satisfies(row -> assertThat(row.difference()).isZero());
        assertThat(server.rows()).anyMatch(row -> row.name().equals("ttft mean"));
    }

    @Test
    void warmUp_isSentButNeitherCountedNorPublished() throws Exception {
        Phases phases = new Phases(20, Duration.ZERO, Duration.ZERO, null);

        RunResult result = run(ClosedLoop.of(2), Limits.none().withMaxRequests(50), phases, false);

        assertThat(served).hasSize(50);
        assertThat(result.counts().warmUp()).isEqualTo(20);
        assertThat(result.counts().offered()).isEqualTo(30);
        assertThat(Objects.requireNonNull(result.metrics().get("e2e")).n()).isEqualTo(30);
        assertThat(published).hasSize(30).allMatch(record -> "run-1".contentEquals(record.getRunId()));
    }

    @Test
    void interruptedRun_isPartial_andKeepsWhatItMeasured() throws Exception {
        BenchPlan plan = plan(new ConstantRate(200), Limits.none().withMaxRequests(100_000), Phases.ALL_MEASURED);
        try (BenchRun run = BenchRun.start(plan, client, target(), null)) {
            while (run.live().finished() < 20) {
                assertThat(run.await(Duration.ofMillis(10))).isFalse();
            }
            run.stop();
            assertThat(run.await(LONG)).isTrue();

            RunResult result = run.finish().result();

            assertThat(result.run().partial()).isTrue();
            assertThat(result.counts().ok()).isEqualTo(served.size()).isGreaterThanOrEqualTo(20);
            assertThat(result.counts().offered()).isEqualTo(served.size());
        }
    }

    @Test
    void durationIsOver_measuredSecondsAreTheDuration() throws Exception {
        Phases phases = new Phases(0, Duration.ofMillis(200), Duration.ofMillis(300), Duration.ofSeconds(1));

        RunResult result =
                run(new ConstantRate(100), Limits.none().withMaxDuration(Duration.ofSeconds(1)), phases, false);

        assertThat(result.counts().warmUp()).isEqualTo(20);
        assertThat(result.counts().offered()).isEqualTo(50);
        assertThat(result.counts().coolDown()).isEqualTo(30);
        assertThat(result.measuredSeconds()).isCloseTo(0.5, within(1e-3));
    }

    @Test
    void runThatEndsBeforeItsDuration_isMeasuredAsLongAsItTook() throws Exception {
        AtomicInteger begun = new AtomicInteger();
        workload = () -> begun.getAndIncrement() < 10 ? Conversation.of(Prompt.of("hello")) : null;
        Phases phases = new Phases(0, Duration.ZERO, Duration.ZERO, Duration.ofHours(1));
        BenchPlan plan = plan(ClosedLoop.of(2), Limits.none().withMaxDuration(Duration.ofHours(1)), phases);
        try (BenchRun run = BenchRun.start(plan, client, target(), null)) {
            assertThat(run.await(LONG)).isTrue();
            // Ctrl-C a moment too late changes nothing.
            run.stop();
            RunResult result = run.finish().result();

            assertThat(result.counts().ok()).isEqualTo(10);
            assertThat(result.measuredSeconds()).isLessThan(LONG.toSeconds());
            assertThat(result.run().partial()).isFalse();
        }
    }

    @Test
    void warmUp_isNotInTheServersNumbers() throws Exception {
        Phases phases = new Phases(200, Duration.ZERO, Duration.ZERO, null);

        RunResult result = run(ClosedLoop.of(2), Limits.none().withMaxRequests(600), phases, true);

        assertThat(served).hasSize(600);
        ServerReport server = Objects.requireNonNull(result.server());
        assertThat(server.absent()).isNull();
        assertThat(Objects.requireNonNull(server.requests())).isLessThan(500);
        // What is not about the same requests is not compared.
        assertThat(server.rows().isEmpty()).isEqualTo(!server.comparable());
    }

    @Test
    void serverThatNobodyAsked_isNotCompared() throws Exception {
        AtomicInteger begun = new AtomicInteger();
        workload = () -> begun.getAndIncrement() < 0 ? Conversation.of(Prompt.of("hello")) : null;

        RunResult result = run(ClosedLoop.of(1), Limits.none(), Phases.ALL_MEASURED, true);

        ServerReport server = Objects.requireNonNull(result.server());
        assertThat(server.comparable()).isFalse();
        assertThat(server.rows()).isEmpty();
        assertThat(server.notes()).anyMatch(note -> note.startsWith("not compared: "));
    }

    @Test
    void rateOfConversations_isNoRequestRate() throws Exception {
        conversations = true;

        RunResult result = run(new ConstantRate(100), Limits.none().withMaxRequests(5), Phases.ALL_MEASURED, false);

        assertThat(result.run().requestRate()).isNull();
        assertThat(result.run().arrivals()).endsWith(" (conversations)");
    }

    @Test
    void requestThatDoesNotEndEvenWhenGivenUp_costsNoResult() throws Exception {
        Target real = target();
        Target silent = new Target() {
            @Override
            public TargetConfig config() {
                return real.config();
            }

            @Override
            public Attempt send(PromptRequest request, Consumer<String> piece, Consumer<Finished> finished) {
                return request.prompt().text().equals("silence") ? () -> {} : real.send(request, finished);
            }

            @Override
            public @Nullable String engineVersion() {
                return null;
            }

            @Override
            public CompletionStage<Void> observed() {
                return real.observed();
            }
        };
        AtomicInteger begun = new AtomicInteger();
        workload = () -> Conversation.of(Prompt.of(begun.getAndIncrement() == 3 ? "silence" : "hello"));
        BenchPlan plan = plan(ClosedLoop.of(1), Limits.none().withMaxRequests(10), Phases.ALL_MEASURED);
        try (BenchRun run = BenchRun.start(plan, client, silent, null)) {
            while (begun.get() < 4) {
                assertThat(run.await(Duration.ofMillis(5))).isFalse();
            }
            assertThatThrownBy(run::finish).hasMessage("the run has not ended");
            run.cancel();

            RunResult result = run.finish().result();

            assertThat(result.run().partial()).isTrue();
            assertThat(result.counts().ok()).isEqualTo(3);
        }
    }

    @Test
    void fileThatCannotBeOpened_leavesNoThread(@TempDir Path folder) throws Exception {
        Path file = Files.createFile(folder.resolve("taken"));
        output = new Output(file, Set.of(RequestFile.JSONL), null);
        ServerSide server = ServerSide.of(ScrapeConfig.beside(config().url(), "lab"));
        BenchPlan plan = plan(ClosedLoop.of(1), Limits.none().withMaxRequests(1), Phases.ALL_MEASURED);

        assertThatThrownBy(() -> BenchRun.start(plan, client, target(), server)).isInstanceOf(IOException.class);

        // One that was told to end may need a moment.
        for (String name : List.of("tachograph-pacer", "tachograph-scrape", "tachograph-health")) {
            for (Thread thread : Thread.getAllStackTraces().keySet()) {
                if (thread.getName().equals(name)) {
                    thread.join(LONG.toMillis());
                    assertThat(thread.isAlive()).as(name).isFalse();
                }
            }
        }
    }

    @Test
    void clientWarmUp_isDone_orInterrupted() throws Exception {
        assertThat(ClientWarmUp.run(RequestOptions.defaults())).isTrue();

        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> ClientWarmUp.run(RequestOptions.defaults())).isInstanceOf(InterruptedException.class);
    }

    private RunResult run(Arrivals arrivals, Limits limits, Phases phases, boolean withServer) throws Exception {
        Target target = target();
        target.observed().toCompletableFuture().get();
        ServerSide server =
                withServer ? ServerSide.of(ScrapeConfig.beside(target.config().url(), "lab")) : null;
        try (BenchRun run = BenchRun.start(plan(arrivals, limits, phases), client, target, server)) {
            assertThat(run.await(LONG)).isTrue();
            return run.finish().result();
        }
    }

    private Target target() {
        return Targets.of(config(), client, variable -> null);
    }

    private TargetConfig config() {
        return new TargetConfig(
                "lab-vllm-lab",
                "lab",
                "vllm",
                "lab",
                Objects.requireNonNull(fleet).replicas().get(0).uri(),
                "openai-chat",
                null,
                "",
                Map.of());
    }

    private BenchPlan plan(Arrivals arrivals, Limits limits, Phases phases) {
        return new BenchPlan(
                new Identity("run-1", "", "test", "tachograph test", 1),
                config(),
                HttpClientConfig.defaults(),
                RequestOptions.defaults(),
                new Load(arrivals, limits, Cancellation.NONE, workload, phases, conversations),
                new Recording(Map.of(), output, null, published::add),
                HealthConfig.defaults());
    }
}
