package io.tachograph.standalone.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BenchInterruptTest {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    /** 128 + SIGTERM. */
    private static final int TERMINATED = 143;

    @TempDir
    private Path directory;

    @Test
    void requestsThatNeverEnd_doNotKeepThePartialResult() throws Exception {
        Path folder = directory.resolve("out");
        try (OddServer server = OddServer.endlessAfter(20);
                BenchProcess bench = BenchProcess.start(
                        directory,
                        ("--target " + server.url() + " --model m --no-check --concurrency 4 --duration 1h"
                                        + " --timeout 1h --output " + folder)
                                .split(" ", -1))) {
            await().atMost(PATIENCE).until(() -> server.requests() == 24 || !bench.isAlive());
            await().atMost(PATIENCE)
                    .until(() -> Files.exists(folder.resolve("requests.jsonl"))
                            && Files.readAllLines(folder.resolve("requests.jsonl"))
                                            .size()
                                    == 20);
            bench.interrupt();

            assertThat(bench.awaitEnd()).isEqualTo(TERMINATED);
            assertThat(bench.said()).contains("PARTIAL", "20 ok", "4 cancelled", "Written to " + folder);
        }
        JsonNode result = Json.file(folder.resolve("result.json"));
        assertThat(result.at("/run/partial").asBoolean()).isTrue();
        assertThat(result.at("/counts/ok").asInt()).isEqualTo(20);
        assertThat(result.at("/counts/cancelled").asInt()).isEqualTo(4);
        assertThat(Json.lines(folder.resolve("requests.jsonl"))).hasSize(24);
        assertThat(Json.file(folder.resolve("vllm.json")).get("completed").asInt())
                .isEqualTo(20);
        assertThat(folder.resolve("report.html")).content().containsIgnoringCase("partial");
    }

    @Test
    void interruptInTheCheck_endsIt() throws Exception {
        try (OddServer server = OddServer.silent();
                BenchProcess bench =
                        BenchProcess.start(directory, "--target", server.url(), "--model", "m", "--timeout", "1h")) {
            await().atMost(PATIENCE).until(() -> server.requests() == 1 || !bench.isAlive());
            bench.interrupt();

            assertThat(bench.awaitEnd()).isEqualTo(TERMINATED);
            assertThat(bench.said()).contains("tachograph: interrupted before the run began");
        }
    }

    @Test
    void interruptedSweep_keepsItsTrials() throws Exception {
        Path folder = directory.resolve("out");
        try (QuickFleet fleet = QuickFleet.start();
                BenchProcess bench = BenchProcess.start(
                        directory,
                        ("sweep --target " + fleet.url() + " --model " + QuickFleet.MODEL
                                        + " --rates 20,20 --trial 10s --pause 1h --output " + folder)
                                .split(" ", -1))) {
            await().atMost(PATIENCE)
                    .until(() -> Files.exists(folder.resolve("trial-01/report.html")) || !bench.isAlive());
            bench.interrupt();

            assertThat(bench.awaitEnd()).isEqualTo(TERMINATED);
            assertThat(bench.said()).contains("NOT VALID: interrupted after 1 trials");
        }
        JsonNode sweep = Json.file(folder.resolve("sweep.json"));
        assertThat(sweep.get("trials")).hasSize(1);
        assertThat(sweep.get("valid").asBoolean()).isFalse();
        assertThat(folder.resolve("report.html")).exists();
    }
}
