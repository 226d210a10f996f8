package io.tachograph.collectors.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpoolTest {
    private static final long AMPLE = 1 << 20;

    @TempDir
    Path directory;

    @Test
    void events_areReadInOrder_andThoseThatWereNotCommittedAgainAfterARestart() throws IOException {
        try (Spool spool = Spool.open(directory, AMPLE)) {
            fill(spool, 0, 100);
            List<Spool.Entry> all = entries(spool);
            assertThat(numbers(all)).containsExactlyElementsOf(range(0, 100));
            for (int i = 0; i < 40; i++) {
                spool.commit(all.get(i).next());
            }
            assertThat(spool.pending()).isEqualTo(60);
        }
        try (Spool spool = Spool.open(directory, AMPLE)) {
            assertThat(spool.pending()).isEqualTo(60);
            fill(spool, 100, 110);
            assertThat(numbers(entries(spool))).containsExactlyElementsOf(range(40, 110));
        }
    }

    @Test
    void processThatDied_leavesWhatItSpooled_andTheTornEndIsCutOff() throws IOException {
        Spool died = Spool.open(directory.resolve("died"), AMPLE);
        fill(died, 0, 30);
        // As after kill -9: what was written is there, the position was not saved, and nothing was closed.
        Path copy = directory.resolve("copy");
        Files.createDirectories(copy);
        Path segment;
        try (Stream<Path> files = Files.list(directory.resolve("died"))) {
            segment = files.filter(file -> file.toString().endsWith(".spool"))
                    .findFirst()
                    .orElseThrow();
        }
        Path copied = Files.copy(segment, copy.resolve(segment.getFileName()));
        died.close();
        Files.write(copied, new byte[] {0, 0, 0, 50, 1, 2, 3, 4, 9, 9}, StandardOpenOption.APPEND);

        try (Spool spool = Spool.open(copy, AMPLE)) {
            fill(spool, 30, 35);

            assertThat(numbers(entries(spool))).containsExactlyElementsOf(range(0, 35));
            assertThat(spool.pending()).isEqualTo(35);
        }
    }

    @Test
    void bitThatFlippedOnDisk_costsWhatIsBehindItInItsFile_andNoMore() throws IOException {
        try (Spool spool = Spool.open(directory, AMPLE)) {
            fill(spool, 0, 10);
        }
        Path segment = segments().get(0);
        byte[] bytes = Files.readAllBytes(segment);
        bytes[bytes.length / 2] ^= 1;
        Files.write(segment, bytes);

        try (Spool spool = Spool.open(directory, AMPLE)) {
            assertThat(numbers(entries(spool))).containsExactlyElementsOf(range(0, (int) spool.pending()));
            assertThat(spool.pending()).isBetween(4L, 6L);
            assertThat(spool.damaged()).isEqualTo(1);
            fill(spool, 10, 12);
            assertThat(entries(spool)).hasSize((int) spool.pending());
        }
    }

    /** As file systems leave them after a power cut. */
    @Test
    void zerosAtTheEnd_areCutOff() throws IOException {
        try (Spool spool = Spool.open(directory, AMPLE)) {
            fill(spool, 0, 10);
        }
        Files.write(segments().get(0), new byte[4096], StandardOpenOption.APPEND);

        try (Spool spool = Spool.open(directory, AMPLE)) {
            fill(spool, 10, 12);
            assertThat(numbers(entries(spool))).containsExactlyElementsOf(range(0, 12));
            assertThat(spool.damaged()).isEqualTo(1);
        }
    }

    @Test
    void positionThatIsGarbage_orNoBoundary_orAhead_costsNothingThatWasSpooled() throws IOException {
        try (Spool spool = Spool.open(directory, AMPLE)) {
            fill(spool, 0, 10);
        }
        for (String position : List.of("", "x", "-3", "3")) {
            Files.writeString(directory.resolve("position"), position);
            try (Spool spool = Spool.open(directory, AMPLE)) {
                assertThat(numbers(entries(spool))).as(position).containsExactlyElementsOf(range(0, 10));
            }
        }
        Files.writeString(directory.resolve("position"), "999999");
        Spool killed = Spool.open(directory, AMPLE);
        fill(killed, 10, 100);
        Path copy = directory.resolve("copy");
        Files.createDirectories(copy);
        Files.copy(segments().get(0), copy.resolve(segments().get(0).getFileName()));
        Files.copy(directory.resolve("position"), copy.resolve("position"));
        killed.close();
        try (Spool spool = Spool.open(copy, AMPLE)) {
            assertThat(numbers(entries(spool))).as("what came after it").containsExactlyElementsOf(range(10, 100));
        }
    }

    @Test
    void smallerLimit_countsFromTheNextWriteOn() throws IOException {
        try (Spool spool = Spool.open(directory, AMPLE)) {
            fill(spool, 0, 3_000);
        }
        try (Spool spool = Spool.open(directory, 16 * 400)) {
            fill(spool, 3_000, 3_500);
            assertThat(spool.pending() + spool.dropped()).isEqualTo(3_500);
            assertThat(spool.pending()).isLessThan(400);
        }
    }

    @Test
    void fullSpool_losesTheOldestAndCountsThem() throws IOException {
        try (Spool spool = Spool.open(directory, 16 * 400)) {
            fill(spool, 0, 500);

            List<Integer> left = numbers(entries(spool));

            assertThat(spool.dropped()).isPositive();
            assertThat(spool.pending() + spool.dropped()).isEqualTo(500);
            assertThat(left).containsExactlyElementsOf(range((int) spool.dropped(), 500));
            long bytes = 0;
            for (Path segment : segments()) {
                bytes += Files.size(segment);
            }
            assertThat(bytes).isLessThanOrEqualTo(16 * 400);
        }
    }

    @Test
    void eventThatWasDroppedInFlight_isCountedOnce() throws IOException {
        try (Spool spool = Spool.open(directory, 16 * 400)) {
            fill(spool, 0, 10);
            List<Spool.Entry> inFlight = entries(spool);
            fill(spool, 10, 500);
            for (Spool.Entry acknowledged : inFlight) {
                spool.commit(acknowledged.next());
            }

            assertThat(spool.pending() + spool.dropped()).isEqualTo(500);
            assertThat(entries(spool)).hasSize((int) spool.pending());
        }
    }

    @Test
    void directoryInUse_isRefusedInOneSentence() throws IOException {
        try (Spool spool = Spool.open(directory, AMPLE)) {
            assertThat(spool.pending()).isZero();
            assertThatThrownBy(() -> Spool.open(directory, AMPLE))
                    .isInstanceOf(IOException.class)
                    .hasMessage("the spool " + directory + " cannot be used: another agent uses it; give each its own");
        }
    }

    @Test
    void committedSegments_areDeleted() throws IOException {
        try (Spool spool = Spool.open(directory, 16 * 400)) {
            fill(spool, 0, 60);
            assertThat(segments()).hasSizeGreaterThan(2);
            for (Spool.Entry entry : entries(spool)) {
                spool.commit(entry.next());
            }
            assertThat(segments()).hasSize(1);
            assertThat(spool.pending()).isZero();
        }
    }

    private List<Path> segments() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.toString().endsWith(".spool")).toList();
        }
    }

    private static void fill(Spool spool, int from, int to) throws IOException {
        for (int i = from; i < to; i++) {
            byte[] value = Integer.toString(i).getBytes(StandardCharsets.UTF_8);
            spool.append(new EncodedEvent("topic", "key-" + i % 3, value));
        }
    }

    private static List<Spool.Entry> entries(Spool spool) throws IOException {
        List<Spool.Entry> entries = new ArrayList<>();
        for (Spool.Entry entry = spool.read(spool.committed()); entry != null; entry = spool.read(entry.next())) {
            entries.add(entry);
        }
        return entries;
    }

    private static List<Integer> numbers(List<Spool.Entry> entries) {
        return entries.stream()
                .map(entry -> Integer.valueOf(new String(entry.event().value(), StandardCharsets.UTF_8)))
                .toList();
    }

    private static List<Integer> range(int from, int to) {
        return IntStream.range(from, to).boxed().toList();
    }
}
