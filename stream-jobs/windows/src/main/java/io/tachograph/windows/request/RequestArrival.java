package io.tachograph.windows.request;

import io.tachograph.store.Series;

/** What comes to the owner of a series: one sample, or a batch of them of one window. */
public sealed interface RequestArrival permits RequestSample, RequestBatch {
    Series series();

    /** Event time, milliseconds since the epoch; of a batch, a time in the window of all of its samples. */
    long sentAtMillis();
}
