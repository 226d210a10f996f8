package io.tachograph.windows;

import io.tachograph.store.Series;

/**
 * The key of a series as one string. The stream partitions by it, so its hash must be the same in every JVM and every
 * version: a string's is specified, a record's is not.
 */
public final class SeriesKey {
    private static final char SEPARATOR = '\u001f';
    private static final int PARTS = 9;

    private SeriesKey() {}

    public static String of(Series series) {
        return series.target()
                + SEPARATOR
                + series.cluster()
                + SEPARATOR
                + series.framework()
                + SEPARATOR
                + series.model()
                + SEPARATOR
                + series.engineVersion()
                + SEPARATOR
                + series.tenant()
                + SEPARATOR
                + series.origin()
                + SEPARATOR
                + series.promptBand()
                + SEPARATOR
                + series.streamed();
    }

    /**
     * The series of a key.
     *
     * @throws IllegalArgumentException when {@link #of} made no such key
     */
    static Series parse(String key) {
        String[] parts = new String[PARTS];
        int from = 0;
        for (int i = 0; i < PARTS; i++) {
            int to = i == PARTS - 1 ? key.length() : key.indexOf(SEPARATOR, from);
            if (to < 0) {
                throw new IllegalArgumentException("a series' key has " + (i + 1) + " parts instead of " + PARTS);
            }
            parts[i] = key.substring(from, to);
            from = to + 1;
        }
        return new Series(
                parts[0],
                parts[1],
                parts[2],
                parts[3],
                parts[4],
                parts[5],
                parts[6],
                parts[7],
                Boolean.parseBoolean(parts[8]));
    }
}
