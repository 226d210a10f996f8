package io.tachograph.jobs.source;

import io.tachograph.schemas.avro.DeadLetter;
import io.tachograph.windows.request.RequestSample;
import org.jspecify.annotations.Nullable;

/**
 * What one Kafka record of the request topic turned out to be: a sample, a heartbeat (neither of both) or a dead letter.
 *
 * @param clockMillis where the stream's clock stands by this record, {@link #NO_CLOCK} for a dead letter
 * @param sample the finished attempt, if it is one
 * @param deadLetter why the record does not count, if it does not
 */
public record SourceEvent(
        long clockMillis,
        @Nullable RequestSample sample,
        @Nullable DeadLetter deadLetter) implements Clocked {
    static SourceEvent of(RequestSample sample) {
        return new SourceEvent(sample.finishedAtMillis(), sample, null);
    }

    static SourceEvent heartbeat(long atMillis) {
        return new SourceEvent(atMillis, null, null);
    }

    static SourceEvent of(DeadLetter deadLetter) {
        return new SourceEvent(NO_CLOCK, null, deadLetter);
    }
}
