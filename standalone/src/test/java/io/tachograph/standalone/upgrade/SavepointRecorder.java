package io.tachograph.standalone.upgrade;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Records a savepoint of each job of a release, for {@link SavepointUpgradeTest} to restore ever after;
 * docs/operations.md has the command.
 */
@EnabledIfSystemProperty(named = "savepoint.record", matches = ".+")
class SavepointRecorder {
    private static final Path ARCHIVES = Path.of("src/test/resources/savepoints");

    @TempDir
    private static Path shared;

    @TempDir
    private Path directory;

    private static Servers servers;

    @BeforeAll
    static void startServers() throws Exception {
        servers = Servers.start(shared);
    }

    @AfterAll
    static void stopServers() throws Exception {
        servers.close();
    }

    /** All jobs, or the one that {@code savepoint.job} names. */
    static Stream<UpgradeCase> jobs() {
        String only = System.getProperty("savepoint.job", "");
        return UpgradeCases.all().stream().filter(job -> only.isEmpty() || only.equals(job.name()));
    }

    @ParameterizedTest
    @MethodSource("jobs")
    void record(UpgradeCase job) throws Exception {
        RecordedRun run = job.stream().get();
        Path archive = ARCHIVES.resolve(job.name() + "-" + System.getProperty("savepoint.record") + ".zip")
                .toAbsolutePath();
        servers.clear(job);
        try (FedJob fed = FedJob.start(job, servers, directory.resolve("state"))) {
            fed.feed(run.known());
            run.write(archive, fed.stopWithSavepoint(Files.createDirectories(directory.resolve("savepoints"))));
        }
        Runs runs = new Runs(job, run, servers);
        assertThat(runs.forgetful(directory.resolve("nothing")).rows())
                .as("what comes without the savepoint, which has to be something else for it to prove anything")
                .isNotEqualTo(
                        runs.uninterrupted(directory.resolve("uninterrupted")).rows());
        System.out.println("recorded " + archive + ", " + Files.size(archive) + " bytes");
    }
}
