package io.tachograph.windows.sample;

/** One reading of one series, checked. Does not change. */
public interface Sample {
    /** What was read: readings of other series never meet this one. */
    String series();

    /** When, microseconds since the epoch. */
    long atMicros();

    /** Partition that its record came from. */
    int partition();

    /** Offset that its record had there. */
    long offset();
}
