package io.tachograph.collectors.publish;

import static org.assertj.core.api.Assertions.assertThat;

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

class TopicSpoolTest {
    private static final long AMPLE = 1 << 20;

    @TempDir
    Path directory;

    @Test
    void events_areReadInOrder_andThoseThatWereNotCommittedAgainAfterARestart() throws IOException {
        try (TopicSpool spool = TopicSpool.open(directory, AMPLE)) {
            fill(spool, 0, 100);
            List<TopicSpool.Entry> all = entries(spool);
            assertThat(numbers(all)).containsExactlyElementsOf(range(0, 100));
            for (int i = 0; i < 40; i++) {
                spool.commit(all.get(i).next());
            }
            assertThat(spool.pending()).isEqualTo(60);
        }
        try (TopicSpool spool = TopicSpool.open(directory, AMPLE)) {
            assertThat(spool.pending()).isEqualTo(60);
            fill(spool, 100, 110);
            assertThat(numbers(entries(spool))).containsExactlyElementsOf(range(40, 110));
        }
    }

    @Test
    void processThatDied_leavesWhatItSpooled_andTheTornEndIsCutOff() throws IOException {
        TopicSpool died = TopicSpool.open(directory.resolve("died"), AMPLE);
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

        try (TopicSpool spool = TopicSpool.open(copy, AMPLE)) {
            fill(spool, 30, 35);

            assertThat(numbers(entries(spool))).containsExactlyElementsOf(range(0, 35));
            assertThat(spool.pending()).isEqualTo(35);
        }
    }

    @Test
    void bitThatFlippedOnDisk_costsWhatIsBehindItInItsFile_andNoMore() throws IOException {
        try (TopicSpool spool = TopicSpool.open(directory, AMPLE)) {
            fill(spool, 0, 10);
        }
        Path segment = segments().get(0);
        byte[] bytes = Files.readAllBytes(segment);
        bytes[bytes.length / 2] ^= 1;
        Files.write(segment, bytes);

        try (TopicSpool spool = TopicSpool.open(directory, AMPLE)) {
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
        try (TopicSpool spool = TopicSpool.open(directory, AMPLE)) {
            fill(spool, 0, 10);
        }
        Files.write(segments().get(0), new byte[4096], StandardOpenOption.APPEND);

        try (TopicSpool spool = TopicSpool.open(directory, AMPLE)) {
            fill(spool, 10, 12);
            assertThat(numbers(entries(spool))).containsExactlyElementsOf(range(0, 12));
            assertThat(spool.damaged()).isEqualTo(1);
        }
    }

    @Test
    void positionThatIsGarbage_orNoBoundary_orAhead_costsNothingThatWasSpooled() throws IOException {
        try (TopicSpool spool = TopicSpool.open(directory, AMPLE)) {
            fill(spool, 0, 10);
        }
        for (String position : List.of("", "x", "-3", "3")) {
            Files.writeString(directory.resolve("position"), position);
            try (TopicSpool spool = TopicSpool.open(directory, AMPLE)) {
                assertThat(numbers(entries(spool))).as(position).containsExactlyElementsOf(range(0, 10));
            }
        }
        Files.writeString(directory.resolve("position"), "999999");
        TopicSpool killed = TopicSpool.open(directory, AMPLE);
        fill(killed, 10, 100);
        Path copy = directory.resolve("copy");
        Files.createDirectories(copy);
        Files.copy(segments().get(0), copy.resolve(segments().get(0).getFileName()));
        Files.copy(directory.resolve("position"), copy.resolve("position"));
        killed.close();
        try (TopicSpool spool = TopicSpool.open(copy, AMPLE)) {
            assertThat(numbers(entries(spool))).as("what came after it").containsExactlyElementsOf(range(10, 100));
        }
    }

    @Test
    void committedSegments_areDeleted() throws IOException {
        try (TopicSpool spool = TopicSpool.open(directory, 400)) {
            fill(spool, 0, 60);
            assertThat(segments()).hasSizeGreaterThan(2);
            for (TopicSpool.Entry entry : entries(spool)) {
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

    private static void fill(TopicSpool spool, int from, int to) throws IOException {
        for (int i = from; i < to; i++) {
            byte[] value = Integer.toString(i).getBytes(StandardCharsets.UTF_8);
            spool.append(new EncodedEvent("topic", "key-" + i % 3, value));
        }
    }

    private static List<TopicSpool.Entry> entries(TopicSpool spool) throws IOException {
        List<TopicSpool.Entry> entries = new ArrayList<>();
        for (TopicSpool.Entry entry = spool.read(spool.committed()); entry != null; entry = spool.read(entry.next())) {
            entries.add(entry);
        }
        return entries;
    }

    private static List<Integer> numbers(List<TopicSpool.Entry> entries) {
        return entries.stream()
                .map(entry -> Integer.valueOf(new String(entry.event().value(), StandardCharsets.UTF_8)))
                .toList();
    }

    private static List<Integer> range(int from, int to) {
        return IntStream.range(from, to).boxed().toList();
    }
}
