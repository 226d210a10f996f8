package io.tachograph.windows.request;

import io.tachograph.store.Series;
import io.tachograph.windows.KeyedSeries;

/** What comes to the owner of a series: one sample, or a batch of them of one window. */
public sealed interface RequestArrival permits RequestSample, RequestBatch {
    /** Dimensions and their key. */
    KeyedSeries keyed();

    /** Event time, milliseconds since the epoch; of a batch, a time in the window of all of its samples. */
    long sentAtMillis();

    /** Dimensions. */
    default Series series() {
        return keyed().series();
    }

    /** What the stream partitions by: the series' key, made once for all samples of a series. */
    default String key() {
        return keyed().key();
    }
}
