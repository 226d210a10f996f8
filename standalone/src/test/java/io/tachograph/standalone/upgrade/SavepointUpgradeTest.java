package io.tachograph.standalone.upgrade;

import static org.assertj.core.api.Assertions.assertThat;

import io.tachograph.jobs.catalog.JobCatalog;
import io.tachograph.jobs.catalog.JobDefinition;
import io.tachograph.schemas.avro.RequestTiming;
import io.tachograph.schemas.codec.RecordDecoder;
import io.tachograph.standalone.truth.Agreement;
import io.tachograph.standalone.truth.Expected;
import io.tachograph.standalone.truth.Scenario;
import io.tachograph.store.Resolution;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What an earlier release of a job knew when it was stopped, the present one resumes from. An archive is called after its
 * job and the release.
 */
class SavepointUpgradeTest {
    private static final String ARCHIVES = "/savepoints";
    private static final String REQUESTS = "request-windows";

    @TempDir
    private static Path shared;

    private static Servers servers;

    @TempDir
    private Path directory;

    @BeforeAll
    static void startServers() throws Exception {
        servers = Servers.start(shared);
    }

    @AfterAll
    static void stopServers() throws Exception {
        servers.close();
    }

    private static List<String> archives() throws Exception {
        Path folder = Path.of(Objects.requireNonNull(SavepointUpgradeTest.class.getResource(ARCHIVES))
                .toURI());
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    static List<String> ofRequests() throws Exception {
        return archives().stream().filter(name -> jobOf(name).equals(REQUESTS)).toList();
    }

    static List<String> ofOthers() throws Exception {
        return archives().stream().filter(name -> !jobOf(name).equals(REQUESTS)).toList();
    }

    private static String jobOf(String archive) {
        return archive.substring(0, archive.lastIndexOf('-'));
    }

    @Test
    void everyJob_hasSavepointsToGoOnFrom() throws Exception {
        assertThat(archives().stream().map(SavepointUpgradeTest::jobOf).distinct())
                .containsExactlyInAnyOrderElementsOf(
                        JobCatalog.all().stream().map(JobDefinition::name).toList());
    }

    @ParameterizedTest
    @MethodSource("ofOthers")
    void savepointOfARelease_isGoneOnFromAsIfTheJobHadNeverStopped(String archive) throws Exception {
        Path state = directory.resolve("state");
        Runs runs = runs(archive, state);
        Results uninterrupted = runs.uninterrupted(directory.resolve("uninterrupted"));

        // When
        Results restored = runs.restored(state);

        // Then
        assertThat(restored).isEqualTo(uninterrupted);
        assertThat(restored.rows()).allSatisfy((table, rows) -> assertThat(rows).isNotEmpty());
        assertGarbageIsDeadLetters(restored, runs.run());
    }

    @ParameterizedTest
    @MethodSource("ofRequests")
    void savepointOfRequestWindows_isGoneOnFromToTheRowsOfAnIndependentComputation(String archive) throws Exception {
        Path state = directory.resolve("state");
        Runs runs = runs(archive, state);

        // When
        Results restored = runs.restored(state);

        // Then
        List<RequestTiming> deliveries = deliveries(runs.run());
        for (Resolution resolution : Resolution.values()) {
            Map<String, Expected.Window> expected =
                    Expected.windows(deliveries, resolution.length().toSeconds());
            expected.keySet().removeIf(key -> isCompleteBefore(runs.run().clockAtSavepoint(), key, resolution));
            int unused = Agreement.assertStored(servers.windows(), resolution, expected);
        }
        assertGarbageIsDeadLetters(restored, runs.run());
    }

    private static Runs runs(String archive, Path state) throws Exception {
        try (InputStream in =
                Objects.requireNonNull(SavepointUpgradeTest.class.getResourceAsStream(ARCHIVES + "/" + archive))) {
            RecordedRun run = RecordedRun.read(in, state.resolve("recorded/savepoint"));
            return new Runs(UpgradeCases.named(jobOf(archive)), run, servers);
        }
    }

    private static void assertGarbageIsDeadLetters(Results results, RecordedRun run) {
        assertThat(results.deadLetters())
                .hasSameSizeAs(RecordedRun.messages(run.rest()).stream()
                        .filter(message -> !message.counts())
                        .toList());
    }

    private static List<RequestTiming> deliveries(RecordedRun run) throws Exception {
        RecordDecoder decoder = new RecordDecoder();
        List<RequestTiming> deliveries = new ArrayList<>();
        for (Sent message : RecordedRun.messages(run.steps())) {
            if (message.counts() && decoder.decode(message.value()) instanceof RequestTiming timing) {
                deliveries.add(timing);
            }
        }
        return deliveries;
    }

    /** Whether no request that was sent in a window, which a key of {@code Expected} names, could be in flight then. */
    private static boolean isCompleteBefore(long clockMillis, String key, Resolution resolution) {
        Duration start = Duration.ofSeconds(Long.parseLong(key.substring(key.lastIndexOf('|') + 1)));
        return start.plus(resolution.length()).toMillis() + Scenario.MAX_REQUEST_MILLIS <= clockMillis;
    }
}
