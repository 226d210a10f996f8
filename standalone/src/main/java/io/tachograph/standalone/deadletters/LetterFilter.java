package io.tachograph.standalone.deadletters;

import io.tachograph.schemas.avro.DeadLetterReason;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which letters are meant; null means any.
 *
 * @param reason why they did not count
 * @param topic where they came from
 * @param since written at or after
 */
record LetterFilter(
        @Nullable DeadLetterReason reason,
        @Nullable String topic,
        @Nullable Instant since) {
    boolean matches(Letter letter) {
        return (reason == null || reason == letter.reason())
                && (topic == null || topic.equals(letter.record().getTopic()))
                && (since == null || !letter.writtenAt().isBefore(since));
    }
}
