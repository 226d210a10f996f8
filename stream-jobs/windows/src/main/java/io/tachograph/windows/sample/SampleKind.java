package io.tachograph.windows.sample;

import io.tachograph.windows.binary.BinaryFormat;
import java.io.Serializable;

/**
 * What differs between kinds of readings.
 *
 * @param <S> the readings
 * @param <T> what they add up to
 */
public interface SampleKind<S extends Sample, T extends SampleTotals<S>> extends Serializable {
    T newTotals();

    /**
     * Whether a reading does not count because of the last one that did, which is near enough to it: another source of the
     * same series is at work.
     */
    default boolean yields(S sample, S last) {
        return false;
    }

    BinaryFormat<S> samples();

    BinaryFormat<T> totals();
}
