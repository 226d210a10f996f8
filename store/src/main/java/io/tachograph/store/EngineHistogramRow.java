package io.tachograph.store;

/**
 * Rise of one of an engine's own histograms in one window. The arrays are not copied: they belong to it from then on.
 *
 * @param metric canonical name
 * @param part 0; counts up when the engine came back with other bounds within the window
 * @param bounds inclusive upper bounds, ascending, without the infinite one
 * @param counts values per bucket, not cumulative, one more than bounds
 * @param sum sum of the values
 */
@SuppressWarnings("ArrayRecordComponent") // On its way to JDBC, never compared.
public record EngineHistogramRow(String metric, int part, double[] bounds, long[] counts, double sum) {
    /** @throws IllegalArgumentException when counts do not fit bounds */
    public EngineHistogramRow {
        if (counts.length != bounds.length + 1) {
            throw new IllegalArgumentException(
                    "histogram " + metric + " has " + counts.length + " counts for " + bounds.length + " bounds");
        }
    }
}
