package io.tachograph.jobs.sample;

import io.tachograph.jobs.source.Clocked;
import io.tachograph.schemas.avro.DeadLetter;
import org.jspecify.annotations.Nullable;

/**
 * What one Kafka record turned out to be: a value, a dead letter, or neither where it is not for this job.
 *
 * @param clockMillis where the stream's clock stands by it, {@link #NO_CLOCK} when it says nothing of time
 */
public record TopicEvent<V>(
        long clockMillis, @Nullable V value, @Nullable DeadLetter deadLetter) implements Clocked {
    public static <V> TopicEvent<V> of(long clockMillis, V value) {
        return new TopicEvent<>(clockMillis, value, null);
    }

    /** A record that is meant for others. */
    public static <V> TopicEvent<V> none() {
        return new TopicEvent<>(NO_CLOCK, null, null);
    }

    static <V> TopicEvent<V> of(DeadLetter deadLetter) {
        return new TopicEvent<>(NO_CLOCK, null, deadLetter);
    }
}
