package io.tachograph.jobs.source;

import io.tachograph.schemas.avro.DeadLetter;
import org.jspecify.annotations.Nullable;

/**
 * What one Kafka record turned out to be: a value, a dead letter, or neither: a heartbeat, or a record that this job has
 * no use for.
 *
 * @param clockMillis where the stream's clock stands by it, milliseconds since the epoch; {@link #NO_CLOCK} when it says nothing of time
 * @param value what it holds, if it is one that counts
 * @param deadLetter why it does not count, if it does not
 */
public record TopicEvent<V>(
        long clockMillis, @Nullable V value, @Nullable DeadLetter deadLetter) {
    /** Clock of a record that does not touch the stream's, and keeps no partition from idling. */
    public static final long NO_CLOCK = Long.MIN_VALUE;

    public static <V> TopicEvent<V> of(long clockMillis, V value) {
        return new TopicEvent<>(clockMillis, value, null);
    }

    /** Only moves the clock. */
    public static <V> TopicEvent<V> heartbeat(long atMillis) {
        return new TopicEvent<>(atMillis, null, null);
    }

    /** A record that is meant for others. */
    public static <V> TopicEvent<V> none() {
        return new TopicEvent<>(NO_CLOCK, null, null);
    }

    public static <V> TopicEvent<V> of(DeadLetter deadLetter) {
        return new TopicEvent<>(NO_CLOCK, null, deadLetter);
    }
}
