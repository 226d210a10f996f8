package io.tachograph.windows.sample;

/**
 * What the readings of one series add up to in one window. Readings come in the order of their times, each once.
 *
 * @param <S> the readings
 */
public interface SampleTotals<S> {
    /** A reading within the window. */
    void count(S sample);

    /**
     * A part, within the window, of the time between two consecutive readings that are near enough to each other for a
     * straight line between them.
     *
     * @param startMicros where the part begins, at {@code from} or later
     * @param endMicros where it ends, at {@code to} or earlier
     */
    void stretch(S from, S to, long startMicros, long endMicros);

    /** The way from one reading to the next, however far, where the next lies in (window start, window end]. */
    void step(S from, S to);

    /** A reading within the window that {@linkplain SampleKind#yields does not count}. */
    default void passOver(S sample) {}

    /** Readings counted. */
    long samples();
}
