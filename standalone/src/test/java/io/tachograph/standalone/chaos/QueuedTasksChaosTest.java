package io.tachograph.standalone.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.tachograph.simulator.FleetConfig;
import io.tachograph.simulator.LatencyLaw;
import io.tachograph.simulator.ReplicaConfig;
import io.tachograph.simulator.ServedRequest;
import io.tachograph.simulator.SimulatedFleet;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * Three Kafka brokers, two instances of the generation API and two workers, each a process, and while tasks are submitted and
 * run one after the other of them is killed: afterwards every task that was accepted has its answer, and none was answered
 * more often than its attempts say. The long form is {@code -Dchaos.rounds=10}, another order of strikes
 * {@code -Dchaos.seed=2}.
 */
class QueuedTasksChaosTest {
    private static final int ROUNDS = Integer.getInteger("chaos.rounds", Boolean.getBoolean("tests.long") ? 5 : 1);
    private static final long SEED = Long.getLong("chaos.seed", 1);
    private static final int TASKS_PER_STRIKE = 60;
    /** No more than the fewest that the simulator says, so that it says all. */
    private static final int TOKENS = 16;
    /** So that a task takes half a second, and each strike meets some that run. */
    private static final LatencyLaw LAW = new LatencyLaw(0.1, 0, 0.02, 0, 0);

    private enum Strike {
        API_KILLED,
        WORKER_KILLED,
        BROKER_KILLED
    }

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    private Path directory;

    private final Queue<ServedRequest> served = new ConcurrentLinkedQueue<>();
    private final Random random = new Random(SEED);

    @Test
    void everyAcceptedTask_isAnsweredAndCountsItsAttempts_afterKillsOfEveryPart() throws Exception {
        List<String> accepted = new ArrayList<>();
        try (SimulatedFleet fleet = SimulatedFleet.start(
                        new FleetConfig(
                                "127.0.0.1",
                                SEED,
                                false,
                                List.of(
                                        ReplicaConfig.of("one", TaskProcesses.MODEL, LAW),
                                        ReplicaConfig.of("two", TaskProcesses.MODEL, LAW))),
                        served::add);
                KafkaProcesses kafka = KafkaProcesses.start(directory.resolve("kafka"));
                TaskProcesses tasks = new TaskProcesses(kafka.access(), configuration(fleet))) {
            kafka.createTopics(4);
            tasks.start();
            accepted.addAll(tasks.submit(TASKS_PER_STRIKE, TOKENS));
            for (int round = 0; round < ROUNDS; round++) {
                List<Strike> strikes = new ArrayList<>(List.of(Strike.values()));
                Collections.shuffle(strikes, random);
                for (Strike strike : strikes) {
                    int before = served.size();
                    CompletableFuture<List<String>> submitted =
                            CompletableFuture.supplyAsync(() -> tasks.submit(TASKS_PER_STRIKE, TOKENS));
                    await("tasks are run").atMost(Duration.ofMinutes(2)).until(() -> served.size() > before);
                    strike(strike, kafka, tasks);
                    accepted.addAll(submitted.get(5, TimeUnit.MINUTES));
                }
            }

            assertThat(accepted)
                    .doesNotHaveDuplicates()
                    .hasSize((1 + ROUNDS * Strike.values().length) * TASKS_PER_STRIKE);
            Map<String, Long> answers = new HashMap<>();
            int repeated = 0;
            for (String id : accepted) {
                List<JsonNode> results = tasks.results(id);
                assertThat(results.get(0).get("status").asText())
                        .as(results.toString())
                        .isEqualTo("completed");
                assertThat(results.get(0)
                                .get("metrics")
                                .get("completion_tokens")
                                .asInt())
                        .isEqualTo(TOKENS);
                assertThat(results).as("what the instances of the API say").allMatch(results.get(0)::equals);
                answers.put(id, tasks.attempts(id));
                repeated += tasks.attempts(id) > 1 ? 1 : 0;
            }
            Map<String, Long> wholeAnswers = served.stream()
                    .collect(Collectors.groupingBy(
                            request -> String.valueOf(request.requestId()), Collectors.counting()));
            for (String id : accepted) {
                assertThat(wholeAnswers.getOrDefault(id, 0L))
                        .as("whole answers of the targets to " + id + ", which says how many attempts there were")
                        .isBetween(1L, answers.get(id));
            }
            System.out.println(accepted.size() + " tasks, " + repeated + " of them with more than one attempt, "
                    + wholeAnswers.values().stream().filter(count -> count > 1).count()
                    + " answered whole more than once");
        }
    }

    private Path configuration(SimulatedFleet fleet) throws Exception {
        return Files.writeString(
                directory.resolve("tachograph.yml"),
                "generation: {port: 0, requests-per-minute: 1000000, burst: 1000000, worker-silence: 6s}\ntargets:\n"
                        + fleet.replicas().stream()
                                .map(replica ->
                                        "  - {url: \"" + replica.uri() + "\", model: " + TaskProcesses.MODEL + "}\n")
                                .collect(Collectors.joining()));
    }

    private void strike(Strike strike, KafkaProcesses kafka, TaskProcesses tasks) throws Exception {
        switch (strike) {
            case API_KILLED -> tasks.killApi(random.nextInt(TaskProcesses.OF_EACH));
            case WORKER_KILLED -> tasks.killWorker(random.nextInt(TaskProcesses.OF_EACH));
            case BROKER_KILLED -> {
                kafka.awaitInSync();
                int number = random.nextInt(KafkaProcesses.BROKERS);
                kafka.kill(number);
                kafka.restart(number);
            }
        }
    }
}
