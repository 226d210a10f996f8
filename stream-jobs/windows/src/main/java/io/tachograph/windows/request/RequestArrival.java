package io.tachograph.windows.request;

import io.tachograph.store.Series;
import io.tachograph.windows.KeyedSeries;
import java.util.List;

/**
 * What comes to the owner of a series: samples of one window, as they are or summed. One arrival is one step of the
 * stream (a key's hash, its state, its timers), so samples share it.
 */
public sealed interface RequestArrival permits RequestGroup, RequestBatch {
    /** Dimensions and their key. */
    KeyedSeries keyed();

    /** A time in the window of all of its samples, milliseconds since the epoch. */
    long sentAtMillis();

    /** How many samples are in it, duplicates included. */
    int size();

    /** The samples, duplicates included, in the order in which they came. */
    List<RequestSample> deliveries();

    /** Dimensions. */
    default Series series() {
        return keyed().series();
    }

    /** What the stream partitions by: the series' key, made once for all samples of a series. */
    default String key() {
        return keyed().key();
    }
}
