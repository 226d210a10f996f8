package io.tachograph.collectors.publish;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;

/**
 * Events on disk until Kafka has them, each topic's in a directory of its own, so that a topic that Kafka refuses holds up
 * no other. Every event goes through it, whether Kafka is there or not, so there is one way and no switch between two.
 * When it is full, the topic that takes the most room loses its oldest events, which are counted.
 *
 * <p>Thread-safe.
 */
final class Spool implements AutoCloseable {
    /** Small enough for any topic to have several when all of them together are full. */
    private static final int SEGMENTS = 64;

    private final Path directory;
    private final SpoolLock lock;
    private final long limitBytes;
    private final Map<String, TopicSpool> topics = new ConcurrentSkipListMap<>();

    private Spool(Path directory, SpoolLock lock, long limitBytes) {
        this.directory = directory;
        this.lock = lock;
        this.limitBytes = limitBytes;
    }

    /**
     * Opens a directory, with what an earlier process left there.
     *
     * @param limitBytes that it may take on disk
     * @throws IOException in one sentence, when it cannot be used, or another process uses it
     */
    static Spool open(Path directory, long limitBytes) throws IOException {
        SpoolLock lock;
        try {
            lock = SpoolLock.take(directory);
        } catch (IOException e) {
            throw new IOException("the spool " + directory + " cannot be used: " + e.getMessage(), e);
        }
        Spool spool = new Spool(directory, lock, limitBytes);
        try (Stream<Path> inside = Files.list(directory)) {
            List<Path> found = inside.filter(Files::isDirectory).toList();
            for (Path topic : found) {
                TopicSpool unused = spool.of(topic.getFileName().toString());
            }
            return spool;
        } catch (IOException e) {
            spool.close();
            throw new IOException("the spool " + directory + " cannot be used: " + DiskFailure.words(e), e);
        }
    }

    /** The topics that have one, and theirs. */
    Map<String, TopicSpool> topics() {
        return topics;
    }

    /** Opened when it is not there yet. */
    synchronized TopicSpool of(String topic) throws IOException {
        TopicSpool spool = topics.get(topic);
        if (spool == null) {
            // Kafka's names of topics are names of files.
            spool = TopicSpool.open(directory.resolve(topic), Math.max(1, limitBytes / SEGMENTS));
            topics.put(topic, spool);
        }
        return spool;
    }

    /** @throws IOException when the disk does not take it; nothing of it is kept then */
    synchronized void append(EncodedEvent event) throws IOException {
        of(event.topic()).append(event);
        while (sum(TopicSpool::bytes) > limitBytes && largest().dropOldest()) {
            // Until it fits.
        }
    }

    private TopicSpool largest() {
        return topics.values().stream()
                .max(Comparator.comparingLong(TopicSpool::bytes))
                .orElseThrow();
    }

    /** Over all topics. */
    long sum(ToLongFunction<TopicSpool> of) {
        return topics.values().stream().mapToLong(of).sum();
    }

    @Override
    public synchronized void close() throws IOException {
        try {
            for (TopicSpool topic : topics.values()) {
                topic.close();
            }
        } finally {
            lock.close();
        }
    }
}
