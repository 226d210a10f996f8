package io.tachograph.collectors.publish;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The events of one topic on disk, from when they were measured until Kafka has them, in order. What was spooled survives
 * {@code kill -9}; without {@code fsync}, not a power cut. An event that Kafka acknowledged in the last second before the
 * process died is sent again.
 *
 * <p>Thread-safe.
 */
final class TopicSpool implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(TopicSpool.class);
    private static final String POSITION = "position";

    /**
     * An event and where the next one begins.
     *
     * @param next position behind it
     */
    record Entry(EncodedEvent event, long next) {}

    private final Path directory;
    private final long segmentBytes;
    /** The oldest first; the last is the one that is written to. */
    private final ArrayDeque<SpoolSegment> segments = new ArrayDeque<>();

    private long committed;
    private long pending;
    private long dropped;
    private long damaged;
    private boolean moved;

    private TopicSpool(Path directory, long segmentBytes) {
        this.directory = directory;
        this.segmentBytes = segmentBytes;
    }

    /**
     * Opens a directory, with what an earlier process left there.
     *
     * @param segmentBytes size of a file, the least that can be dropped
     */
    static TopicSpool open(Path directory, long segmentBytes) throws IOException {
        Files.createDirectories(directory);
        TopicSpool spool = new TopicSpool(directory, segmentBytes);
        spool.recover();
        return spool;
    }

    private void recover() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            List<Long> begins = files.map(SpoolSegment::beginOf)
                    .filter(Objects::nonNull)
                    .sorted()
                    .toList();
            for (long begin : begins) {
                segments.add(SpoolSegment.open(directory, begin));
            }
        }
        committed = savedPosition();
        if (segments.isEmpty()) {
            segments.add(SpoolSegment.open(directory, committed));
        }
        committed = Math.min(
                Math.max(committed, segments.getFirst().begin()),
                segments.getLast().end());
        long first = -1;
        for (SpoolSegment segment : segments) {
            SpoolSegment.Scan scan = segment.scan(committed);
            if (scan.end() < segment.end()) {
                damaged++;
                LOG.warn(
                        "{} bytes of the spool {} are damaged from {} on and are lost",
                        segment.end() - scan.end(),
                        directory,
                        scan.end());
                segment.cutOff(scan.end(), segment == segments.getLast());
            }
            first = first < 0 && scan.entries() > 0 ? scan.first() : first;
            pending += scan.entries();
        }
        committed = first < 0 ? segments.getLast().end() : first;
        moved = true;
        save();
        if (pending > 0) {
            LOG.info("{} events of an earlier process are in the spool {} and will be sent", pending, directory);
        }
    }

    /** Without a position everything is sent again, and counts once. */
    private long savedPosition() throws IOException {
        Path file = directory.resolve(POSITION);
        if (!Files.exists(file)) {
            return 0;
        }
        String saved = Files.readString(file, StandardCharsets.ISO_8859_1).strip();
        if (saved.isEmpty() || saved.length() > 18 || !saved.chars().allMatch(c -> c >= '0' && c <= '9')) {
            LOG.warn("{} holds no position, so everything in the spool is sent again", file);
            return 0;
        }
        return Long.parseLong(saved);
    }

    /** @throws IOException when the disk does not take it; nothing of it is kept then */
    synchronized void append(EncodedEvent event) throws IOException {
        ByteBuffer entry = SpoolEntry.write(event);
        SpoolSegment last = segments.getLast();
        if (last.end() > last.begin() && last.end() - last.begin() + entry.remaining() > segmentBytes) {
            last = SpoolSegment.open(directory, last.end());
            segments.add(last);
        }
        last.append(entry);
        pending++;
    }

    /** What it takes on disk. */
    synchronized long bytes() {
        return segments.getLast().end() - segments.getFirst().begin();
    }

    /** @return whether there was a file to drop: the one that is written to stays */
    synchronized boolean dropOldest() throws IOException {
        if (segments.size() == 1) {
            return false;
        }
        SpoolSegment oldest = segments.getFirst();
        long lost = committed < oldest.end() ? oldest.scan(committed).entries() : 0;
        segments.removeFirst();
        if (committed < oldest.end()) {
            dropped += lost;
            pending -= lost;
            committed = oldest.end();
            moved = true;
            LOG.warn("the spool {} is full: its {} oldest events are lost", directory, lost);
        }
        oldest.delete();
        return true;
    }

    /** The event at a position, or the oldest there is when that was dropped; null when there is none yet. */
    synchronized @Nullable Entry read(long position) throws IOException {
        long at = position;
        for (SpoolSegment segment : segments) {
            at = Math.max(at, segment.begin());
            if (at < segment.end()) {
                byte[] body = segment.body(at);
                if (body == null) {
                    throw new IOException("the spool " + directory + " is damaged at " + at);
                }
                return new Entry(SpoolEntry.read(body), at + SpoolEntry.HEAD_BYTES + body.length);
            }
        }
        return null;
    }

    /** Kafka has, or will never take, the event that ends at {@code next} and all before it. */
    synchronized void commit(long next) throws IOException {
        if (next <= committed) {
            return; // It was dropped, and counted, while it was in flight.
        }
        committed = next;
        pending--;
        moved = true;
        while (segments.size() > 1 && segments.getFirst().end() <= committed) {
            segments.removeFirst().delete();
        }
    }

    /** Makes the last {@link #commit} survive this process. */
    synchronized void save() throws IOException {
        if (moved) {
            Path written = directory.resolve(POSITION + ".new");
            Files.writeString(written, Long.toString(committed), StandardCharsets.US_ASCII);
            Files.move(
                    written,
                    directory.resolve(POSITION),
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
            moved = false;
        }
    }

    synchronized long committed() {
        return committed;
    }

    /** Events that wait for Kafka. */
    synchronized long pending() {
        return pending;
    }

    /** Events that were lost because the spool was full. */
    synchronized long dropped() {
        return dropped;
    }

    /** Places where the files were damaged, each with an unknown number of events. */
    synchronized long damaged() {
        return damaged;
    }

    @Override
    public synchronized void close() throws IOException {
        save();
        for (SpoolSegment segment : segments) {
            segment.close();
        }
    }
}
