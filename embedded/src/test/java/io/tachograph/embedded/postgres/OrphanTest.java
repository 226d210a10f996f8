package io.tachograph.embedded.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OrphanTest {
    @TempDir
    private Path directory;

    /** As after {@code kill -9} of the process that had it, with its data directory named through a link since. */
    @Test
    void serverThatStillRuns_isStoppedByWhateverNameItsDirectoryGoes() throws Exception {
        Path real = Files.createDirectory(directory.resolve("real"));
        Path link = Files.createSymbolicLink(directory.resolve("link"), real);
        try (EmbeddedDatabase server = EmbeddedDatabase.start(real, 0)) {
            Path pid = real.resolve("data/postmaster.pid");
            ProcessHandle process = ProcessHandle.of(
                            Long.parseLong(Files.readAllLines(pid).get(0)))
                    .orElseThrow();

            Orphan.stop(link.resolve("data"));

            assertThat(process.isAlive()).as(server.jdbcUrl()).isFalse();
            assertThat(pid).doesNotExist();
        }
    }

    @Test
    void anotherProgramWithTheNumber_isLeftAlone() throws Exception {
        Process other =
                new ProcessBuilder("sleep", "600").directory(directory.toFile()).start();
        try {
            Files.writeString(directory.resolve("postmaster.pid"), other.pid() + "\n");

            Orphan.stop(directory);

            assertThat(other.isAlive()).isTrue();
        } finally {
            other.destroyForcibly();
        }
    }
}
