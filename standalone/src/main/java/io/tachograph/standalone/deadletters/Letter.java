package io.tachograph.standalone.deadletters;

import io.tachograph.schemas.Topics;
import io.tachograph.schemas.avro.DeadLetter;
import io.tachograph.schemas.avro.DeadLetterReason;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A dead letter on its topic.
 *
 * @param writtenAt when the broker had it
 * @param record what it says
 */
record Letter(Instant writtenAt, DeadLetter record) {
    /** As the decoder of the jobs says it. */
    private static final Pattern CUT = Pattern.compile("; payload cut from \\d+ to \\d+ bytes$");

    /** Position of the record that did not count: {@code topic/partition/offset}. */
    String key() {
        return Topics.deadLetterKey(record.getTopic(), record.getPartition(), record.getOffset());
    }

    DeadLetterReason reason() {
        return record.getReason();
    }

    /** The bytes as far as the letter has them, null when it has none. */
    byte @Nullable [] payload() {
        ByteBuffer payload = record.getPayload();
        if (payload == null) {
            return null;
        }
        byte[] bytes = new byte[payload.remaining()];
        payload.duplicate().get(bytes);
        return bytes;
    }

    /** Whether the payload is all that the record was. */
    boolean isWhole() {
        return record.getPayload() != null && !CUT.matcher(record.getDetail()).find();
    }
}
