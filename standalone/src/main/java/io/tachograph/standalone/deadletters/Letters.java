package io.tachograph.standalone.deadletters;

import io.tachograph.schemas.Topics;
import io.tachograph.schemas.avro.DeadLetter;
import io.tachograph.schemas.codec.RecordDecoder;
import io.tachograph.schemas.codec.UnreadableRecordException;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * The letters on the topic that a filter lets through, each position once: of two letters of one position the first.
 *
 * @param found in the order they were written
 * @param again letters of a position that was there already
 * @param unreadable values on the topic that are no dead letters
 */
record Letters(List<Letter> found, long again, long unreadable) {
    static Letters read(TopicPositions topics, LetterFilter filter) throws IOException {
        RecordDecoder decoder = new RecordDecoder();
        Map<String, Letter> byKey = new HashMap<>();
        long[] others = {0, 0};
        topics.all(Topics.DEAD_LETTERS.name(), value -> {
            Letter letter = letter(decoder, value);
            if (letter == null) {
                others[1]++;
            } else if (filter.matches(letter) && byKey.putIfAbsent(letter.key(), letter) != null) {
                others[0]++;
            }
        });
        List<Letter> found = new ArrayList<>(byKey.values());
        found.sort(Comparator.comparing(Letter::writtenAt).thenComparing(Letter::key));
        return new Letters(List.copyOf(found), others[0], others[1]);
    }

    private static @Nullable Letter letter(RecordDecoder decoder, ConsumerRecord<byte[], byte[]> value) {
        try {
            return decoder.decode(value.value()) instanceof DeadLetter letter
                    ? new Letter(Instant.ofEpochMilli(value.timestamp()), letter)
                    : null;
        } catch (UnreadableRecordException e) {
            return null; // Counted, and said with the list.
        }
    }
}
