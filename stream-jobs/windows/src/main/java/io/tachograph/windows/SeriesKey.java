package io.tachograph.windows;

import io.tachograph.store.Series;

/**
 * The key of a series as one string. The stream partitions by it, so its hash must be the same in every JVM and every
 * version: a string's is specified, a record's is not.
 */
public final class SeriesKey {
    private static final char SEPARATOR = '\u001f';

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
}
