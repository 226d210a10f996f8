package io.tachograph.collectors.publish;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One file of a spool. Its name is the position of its first byte among all bytes ever spooled, so that a position
 * names a place for good. Used by one thread at a time.
 */
final class SpoolSegment implements AutoCloseable {
    private static final String SUFFIX = ".spool";

    private final Path file;
    private final long begin;
    private final FileChannel channel;
    private long end;

    private SpoolSegment(Path file, long begin, FileChannel channel, long end) {
        this.file = file;
        this.begin = begin;
        this.channel = channel;
        this.end = end;
    }

    static SpoolSegment open(Path directory, long begin) throws IOException {
        Path file = directory.resolve(String.format(Locale.ROOT, "%020d%s", begin, SUFFIX));
        FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        return new SpoolSegment(file, begin, channel, begin + channel.size());
    }

    /** Where the segment begins whose file this is, null for other files. */
    static @Nullable Long beginOf(Path file) {
        String name = file.getFileName().toString();
        try {
            return name.endsWith(SUFFIX) ? Long.valueOf(name.substring(0, name.length() - SUFFIX.length())) : null;
        } catch (NumberFormatException e) {
            return null;
        }
    }

    long begin() {
        return begin;
    }

    long end() {
        return end;
    }

    /** One write: what it returned from survives the death of the process, though not that of the machine. */
    void append(ByteBuffer entry) throws IOException {
        int length = entry.remaining();
        long at = end - begin;
        while (entry.hasRemaining()) {
            at += channel.write(entry, at);
        }
        end += length;
    }

    /** @return the body at a position, null when it is torn: its writer died or the disk was full in the middle of it */
    byte @Nullable [] body(long position) throws IOException {
        if (end - position < SpoolEntry.HEAD_BYTES) {
            return null;
        }
        ByteBuffer head = read(position, SpoolEntry.HEAD_BYTES);
        int length = head.getInt(0);
        if (length < SpoolEntry.MIN_BODY_BYTES
                || length > SpoolEntry.MAX_BODY_BYTES
                || end - position - SpoolEntry.HEAD_BYTES < length) {
            return null;
        }
        byte[] body = read(position + SpoolEntry.HEAD_BYTES, length).array();
        return SpoolEntry.crc(body, 0, length) == head.getInt(4) ? body : null;
    }

    private ByteBuffer read(long position, int length) throws IOException {
        ByteBuffer into = ByteBuffer.allocate(length);
        while (into.hasRemaining()) {
            if (channel.read(into, position - begin + into.position()) < 0) {
                throw new EOFException(file + " ends early");
            }
        }
        return into;
    }

    /**
     * What is whole of it.
     *
     * @param entries those that end behind the position in question
     * @param first where the first of them begins; the segment's end when there is none
     * @param end where the last whole entry ends
     */
    record Scan(long entries, long first, long end) {}

    /** Reads all entries from the beginning, so that a position that is no boundary does no harm. */
    Scan scan(long position) throws IOException {
        long entries = 0;
        long first = -1;
        long at = begin;
        for (byte[] body = body(at); body != null; body = body(at)) {
            long next = at + SpoolEntry.HEAD_BYTES + body.length;
            if (next > position) {
                entries++;
                first = first < 0 ? at : first;
            }
            at = next;
        }
        return new Scan(entries, first < 0 ? at : first, at);
    }

    /** Leaves what is behind a position out of everything; on disk too when nothing whole can follow. */
    void cutOff(long position, boolean last) throws IOException {
        end = position;
        if (last) {
            channel.truncate(position - begin);
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    void delete() throws IOException {
        channel.close();
        Files.deleteIfExists(file);
    }
}
