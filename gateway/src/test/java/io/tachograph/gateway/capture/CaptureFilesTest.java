package io.tachograph.gateway.capture;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CaptureFilesTest {
    private static final Instant BEGIN = Instant.parse("2026-03-01T18:00:00Z");

    @TempDir
    private Path directory;

    private Instant now = BEGIN;
    private final Clock clock = ((InstantSource) () -> now).withZone(ZoneOffset.UTC);

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void anotherFileBegins_everyHour_andOldOnesGoWhenTheirTimeIsOver() throws Exception {
        try (CaptureFiles files = CaptureFiles.open(directory, Duration.ofDays(2), 1_000_000, clock)) {
            files.append("one".getBytes(UTF_8));
            files.append("two".getBytes(UTF_8));
            now = now.plus(Duration.ofMinutes(61));
            files.append("three".getBytes(UTF_8));

            assertThat(names())
                    .containsExactly("capture-20260301T180000.000Z.jsonl", "capture-20260301T190100.000Z.jsonl");
            assertThat(Files.readString(directory.resolve(names().get(0)))).isEqualTo("one\ntwo\n");
            Files.setLastModifiedTime(directory.resolve(names().get(0)), FileTime.from(BEGIN));
            Files.setLastModifiedTime(directory.resolve(names().get(1)), FileTime.from(now));
            Files.writeString(directory.resolve("somebody-elses.txt"), "stays");

            now = BEGIN.plus(Duration.ofDays(2)).plusSeconds(1);
            files.lookAfter();

            assertThat(names()).containsExactly("capture-20260301T190100.000Z.jsonl", "somebody-elses.txt");
            assertThat(files.removed()).as("before their time").isZero();
        }
    }

    @Test
    void oldestFiles_goWhenAllAreTooLarge_andThatIsCounted() throws Exception {
        try (CaptureFiles files = CaptureFiles.open(directory, Duration.ofDays(2), 8_000, clock)) {
            for (int i = 0; i < 100; i++) {
                now = now.plusMillis(1);
                files.append(("x".repeat(500) + i).getBytes(UTF_8));
            }
            long bytes = 0;
            for (String name : names()) {
                bytes += Files.size(directory.resolve(name));
            }
            assertThat(bytes).isBetween(4_000L, 8_000L + 1_600);
            assertThat(Files.readString(directory.resolve(names().get(names().size() - 1))))
                    .contains("99\n");
            assertThat(files.removed()).isPositive();
        }
    }

    @Test
    void nobodyElse_mayReadThem_andADirectoryThatWasThereStaysAsItWas() throws Exception {
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxrwxr-x"));
        Path created = directory.resolve("new/captures");

        for (Path each : List.of(directory, created)) {
            try (CaptureFiles files = CaptureFiles.open(each, Duration.ofDays(2), 8_000, clock)) {
                files.append("{}".getBytes(UTF_8));
            }
            try (Stream<Path> all = Files.list(each)) {
                assertThat(all.filter(Files::isRegularFile).toList())
                        .singleElement()
                        .extracting(CaptureFilesTest::permissions)
                        .isEqualTo("rw-------");
            }
        }

        assertThat(permissions(directory)).isEqualTo("rwxrwxr-x");
        assertThat(permissions(created)).isEqualTo("rwx------");
    }

    private static String permissions(Path file) {
        try {
            return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
