package io.tachograph.client.workload.trace;

import io.tachograph.client.workload.Workload;
import io.tachograph.client.workload.synthetic.PromptWords;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * Requests that were recorded with their instants, in the order of these. Each is asked on its own: sessions that some
 * traces name are not joined. Immutable.
 */
public final class Trace {
    private final String name;
    private final TraceRows rows;
    private final int blockTokens;
    private final String understood;

    private Trace(String name, TraceRows rows, int blockTokens, String understood) {
        this.name = name;
        this.rows = rows;
        this.blockTokens = blockTokens;
        this.understood = understood;
    }

    /** As {@link #load(Path, TraceReading)}, all found out. */
    public static Trace load(Path file) throws IOException {
        return load(file, TraceReading.AUTO);
    }

    /**
     * @throws IllegalArgumentException in one sentence with file and line, element or row, when there is no such file or
     *     it holds anything else
     * @throws IOException when it cannot be read
     */
    public static Trace load(Path file, TraceReading reading) throws IOException {
        TraceReader reader = new TraceReader("trace " + file, reading);
        TraceRows rows = reader.read(file);
        return new Trace(
                reader.format().name().toLowerCase(Locale.ROOT) + " trace " + file,
                rows,
                reader.blockTokens(),
                reader.describe());
    }

    public int size() {
        return rows.size();
    }

    /** Nanoseconds from the first request to each, never less than the one before. */
    public long[] offsetsNanos() {
        return IntStream.range(0, rows.size()).mapToLong(rows::offsetNanos).toArray();
    }

    /**
     * The requests, once. Where the trace has no text, random words take its place, and those of the same block of a
     * prompt are always the same. A request that was recorded with no tokens asks with, or for, one.
     *
     * @param words what the texts are made of, which decides how exact their lengths are
     * @param seed decides the words
     */
    public Workload workload(PromptWords words, long seed) {
        return new TraceWorkload(describe(), rows, blockTokens, words, seed);
    }

    /** As {@link #workload(Words, long)}, lengths estimated. */
    public Workload workload(long seed) {
        return workload(PromptWords.bundled(), seed);
    }

    /** The trace in words. */
    public String describe() {
        long without = IntStream.range(0, rows.size())
                .filter(row -> rows.outputTokens(row) == 0)
                .count();
        return String.format(
                Locale.ROOT,
                "%s, %d requests in %.3f s%s%s",
                name,
                rows.size(),
                rows.offsetNanos(rows.size() - 1) / 1e9,
                without == 0 ? "" : ", " + without + " of which were recorded without an answer and ask for 1 token",
                understood.isEmpty() ? "" : "; " + understood);
    }
}
