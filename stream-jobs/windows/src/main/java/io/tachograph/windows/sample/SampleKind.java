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

    BinaryFormat<S> samples();

    BinaryFormat<T> totals();
}
