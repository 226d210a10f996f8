package io.tachograph.bench.record;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The measured requests on disk, in the order of their end, so that {@code vllm.json}, whose arrays stand one after the
 * other, can be written in memory that does not grow with them.
 */
final class VllmSpool implements RequestSink {
    private static final int BUFFER = 1 << 16;

    /** Takes one entry after the other. */
    @FunctionalInterface
    interface Reader {
        void read(VllmEntry entry) throws IOException;
    }

    private final Path path;
    private final boolean detailed;
    private final long startNanos;
    private final DataOutputStream out;
    private long entries;
    private long successes;
    private long chunks;
    private boolean lacksChunkTimes;

    /** @param startNanos the start of the run, a reading of {@link System#nanoTime} */
    VllmSpool(Path path, boolean detailed, long startNanos) throws IOException {
        this.path = path;
        this.detailed = detailed;
        this.startNanos = startNanos;
        out = new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(path), BUFFER));
    }

    @Override
    public void write(RequestView request) throws IOException {
        if (request.phase != Phase.MEASURED) {
            return;
        }
        VllmEntry entry = VllmEntry.of(request, startNanos);
        entry.writeTo(out, detailed);
        entries++;
        if (entry.ok()) {
            successes++;
            chunks += entry.contentChunks() + 1;
            lacksChunkTimes |= entry.lacksChunkTimes();
        }
    }

    @Override
    public void flush() throws IOException {
        out.flush();
    }

    @Override
    public void close() throws IOException {
        out.close();
    }

    /** Reads all entries again; to be called when it is closed. */
    void forEach(Reader reader) throws IOException {
        try (DataInputStream in = new DataInputStream(new BufferedInputStream(Files.newInputStream(path), BUFFER))) {
            for (long i = 0; i < entries; i++) {
                reader.read(VllmEntry.readFrom(in));
            }
        }
    }

    void delete() throws IOException {
        Files.deleteIfExists(path);
    }

    long entries() {
        return entries;
    }

    /** Successful entries. */
    long successes() {
        return successes;
    }

    /** At most so many chunks came in successful answers. */
    long mostChunks() {
        return chunks;
    }

    /** Of a successful answer it is not known when its chunks came. */
    boolean lacksChunkTimes() {
        return lacksChunkTimes;
    }
}
