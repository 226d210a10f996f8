package io.tachograph.standalone.upgrade;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tachograph.schemas.avro.Origin;
import io.tachograph.schemas.avro.RequestTiming;
import io.tachograph.standalone.flink.SavepointedJob;
import io.tachograph.standalone.truth.Expected;
import io.tachograph.standalone.truth.Scenario;
import io.tachograph.standalone.truth.StoredWindows;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * Records a release's savepoint, for {@link SavepointUpgradeTest} to restore ever after; docs/operations.md has the
 * command.
 */
@EnabledIfSystemProperty(named = "savepoint.record", matches = ".+")
class SavepointRecorder {
    private static final int REQUESTS = 3_000;

    @TempDir
    private Path directory;

    @Test
    void record() throws Exception {
        Path archive = Path.of(System.getProperty("savepoint.record")).toAbsolutePath();
        List<Sent> messages = messages();
        RecordedRun run = new RecordedRun(messages, messages.size() / 2);
        try (Servers servers = Servers.start(directory);
                SavepointedJob job = SavepointedJob.start("request-windows", RecordedRun.PARTITIONS, servers::define)) {
            servers.send(messages.subList(0, run.before()));
            servers.heartbeats(run.heartbeatMillis());
            awaitRead(servers.stored(), run);
            run.write(archive, job.takeSavepoint(Files.createDirectories(directory.resolve("savepoints"))));
        }
        System.out.println("recorded " + archive + ", " + Files.size(archive) + " bytes");
    }

    /** When the windows are complete that the heartbeats complete, all that was sent before them has been read. */
    private static void awaitRead(StoredWindows stored, RecordedRun run) throws Exception {
        List<RequestTiming> read = new ArrayList<>();
        for (Sent message : run.messages().subList(0, run.before())) {
            if (message.counts()) {
                read.add(message.request());
            }
        }
        Set<String> complete = Expected.windows(read, 10).keySet().stream()
                .filter(key -> run.completeBefore(RecordedRun.startSeconds(key), Duration.ofSeconds(10)))
                .collect(Collectors.toSet());
        assertThat(complete).isNotEmpty();
        await().atMost(Duration.ofMinutes(3))
                .until(() -> stored.windows("10s").entrySet().stream()
                        .filter(row -> row.getValue().complete())
                        .map(row -> row.getKey())
                        .collect(Collectors.toSet())
                        .equals(complete));
    }

    /** A few series of the scenario, so that the archive is small. */
    private static List<Sent> messages() {
        Scenario scenario = new Scenario(4);
        List<RequestTiming> requests = scenario.requests(REQUESTS).stream()
                .filter(request -> request.getCluster().equals("east")
                        && request.getOrigin() == Origin.PROBE
                        && request.getTenant().isEmpty()
                        && request.getEngineVersion() != null
                        && Objects.equals(request.getPromptChars(), 200)
                        && (request.getModel().equals("atlas-8b")
                                || request.getModel().equals("borealis-32b")))
                .toList();
        return scenario.messages(requests, new int[1], new int[1]).stream()
                .map(message -> new Sent(
                        Math.floorMod(message.key().hashCode(), RecordedRun.PARTITIONS),
                        message.atMillis(),
                        message.delivers() != null,
                        message.value()))
                .toList();
    }
}
