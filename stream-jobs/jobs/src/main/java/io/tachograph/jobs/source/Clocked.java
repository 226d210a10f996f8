package io.tachograph.jobs.source;

/** What one Kafka record does to the stream's clock. */
public interface Clocked {
    /** Value of {@link #clockMillis} of a record that does not touch the clock, and keeps no partition from idling. */
    long NO_CLOCK = Long.MIN_VALUE;

    /** Where the stream's clock stands by this record, milliseconds since the epoch, or {@link #NO_CLOCK}. */
    long clockMillis();
}
