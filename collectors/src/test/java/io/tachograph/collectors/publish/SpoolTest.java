package io.tachograph.collectors.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpoolTest {
    private static final long AMPLE = 1 << 20;
    private static final long SMALL = 16 * 400;

    @TempDir
    Path directory;

    @Test
    void smallerLimit_countsFromTheNextWriteOn() throws IOException {
        try (Spool spool = Spool.open(directory, AMPLE)) {
            fill(spool, "topic", 0, 3_000);
        }
        try (Spool spool = Spool.open(directory, SMALL)) {
            fill(spool, "topic", 3_000, 3_500);
            assertThat(pending(spool) + dropped(spool)).isEqualTo(3_500);
            assertThat(pending(spool)).isLessThan(400);
        }
    }

    @Test
    void fullSpool_losesTheOldestAndCountsThem() throws IOException {
        try (Spool spool = Spool.open(directory, SMALL)) {
            fill(spool, "topic", 0, 500);

            List<Integer> left = numbers(entries(spool.of("topic")));

            assertThat(dropped(spool)).isPositive();
            assertThat(pending(spool) + dropped(spool)).isEqualTo(500);
            assertThat(left).containsExactlyElementsOf(range((int) dropped(spool), 500));
            assertThat(bytes()).isLessThanOrEqualTo(SMALL);
        }
    }

    @Test
    void topicThatTakesTheMostRoom_losesItsOldest_andNoOtherDoes() throws IOException {
        try (Spool spool = Spool.open(directory, SMALL)) {
            fill(spool, "small", 0, 20);
            fill(spool, "large", 0, 500);
            fill(spool, "small", 20, 40);

            assertThat(numbers(entries(spool.of("small")))).containsExactlyElementsOf(range(0, 40));
            assertThat(spool.of("large").dropped()).isPositive();
            assertThat(bytes()).isLessThanOrEqualTo(SMALL);
        }
        try (Spool again = Spool.open(directory, SMALL)) {
            assertThat(again.topics()).containsOnlyKeys("large", "small");
            assertThat(numbers(entries(again.of("small")))).containsExactlyElementsOf(range(0, 40));
        }
    }

    @Test
    void eventThatWasDroppedInFlight_isCountedOnce() throws IOException {
        try (Spool spool = Spool.open(directory, SMALL)) {
            fill(spool, "topic", 0, 10);
            List<TopicSpool.Entry> inFlight = entries(spool.of("topic"));
            fill(spool, "topic", 10, 500);
            for (TopicSpool.Entry acknowledged : inFlight) {
                spool.of("topic").commit(acknowledged.next());
            }

            assertThat(pending(spool) + dropped(spool)).isEqualTo(500);
            assertThat(entries(spool.of("topic"))).hasSize((int) pending(spool));
        }
    }

    @Test
    void directoryInUse_isRefusedInOneSentence() throws IOException {
        try (Spool spool = Spool.open(directory, AMPLE)) {
            assertThat(pending(spool)).isZero();
            assertThatThrownBy(() -> Spool.open(directory, AMPLE))
                    .isInstanceOf(IOException.class)
                    .hasMessage("the spool " + directory + " cannot be used: another agent uses it; give each its own");
            assertThatThrownBy(() -> SpoolCheck.of(directory, AMPLE)).hasMessageContaining("another agent uses it");
        }
    }

    @Test
    void check_triesTheFolder_andLeavesNothing() throws IOException {
        Path spool = directory.resolve("of/the/agent");

        assertThat(SpoolCheck.of(spool, AMPLE)).isEqualTo("writable, with room for 1.0 MiB, holds 0.0 MiB");

        try (Stream<Path> left = Files.list(spool)) {
            assertThat(left.map(file -> file.getFileName().toString())).containsExactly("lock");
        }
        assertThatThrownBy(() -> SpoolCheck.of(spool, Long.MAX_VALUE)).hasMessageContaining("lower agent.spool-mib");
        Path file = Files.writeString(directory.resolve("file"), "");
        assertThatThrownBy(() -> SpoolCheck.of(file, AMPLE)).hasMessageContaining("is a file and no folder");
        assertThatThrownBy(() -> SpoolCheck.of(file.resolve("below"), AMPLE))
                .hasMessageContaining("is a file and no folder");
    }

    private long bytes() throws IOException {
        long bytes = 0;
        try (Stream<Path> files = Files.walk(directory)) {
            List<Path> segments =
                    files.filter(file -> file.toString().endsWith(".spool")).toList();
            for (Path segment : segments) {
                bytes += Files.size(segment);
            }
        }
        return bytes;
    }

    private static long pending(Spool spool) {
        return spool.sum(TopicSpool::pending);
    }

    private static long dropped(Spool spool) {
        return spool.sum(TopicSpool::dropped);
    }

    private static void fill(Spool spool, String topic, int from, int to) throws IOException {
        for (int i = from; i < to; i++) {
            byte[] value = Integer.toString(i).getBytes(StandardCharsets.UTF_8);
            spool.append(new EncodedEvent(topic, "key-" + i % 3, value));
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
