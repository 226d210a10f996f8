package io.tachograph.bench.record;

import io.tachograph.client.endpoint.Details;
import io.tachograph.schemas.avro.RequestTiming;
import io.tachograph.schemas.avro.TokenSource;
import java.util.Objects;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts the tokens of answers whose target does not say how many they are. The text of an answer is without its reasoning
 * and tool calls, so a stream that began with either keeps the number of its chunks.
 */
final class MissingTokens {
    private static final Logger LOG = LoggerFactory.getLogger(MissingTokens.class);

    private final @Nullable ToIntFunction<String> counter;
    private long failures;

    MissingTokens(@Nullable ToIntFunction<String> counter) {
        this.counter = counter;
    }

    /** The record, which now says how many tokens the answer has. */
    RequestTiming filled(RequestTiming record, Details details) {
        String text = details.text();
        if (counter == null || text == null || text.isEmpty() || record.getTokenSource() == TokenSource.USAGE) {
            return record;
        }
        boolean isAll =
                !record.getStreamed() || Objects.equals(record.getFirstTokenNanos(), record.getFirstOutputTokenNanos());
        if (isAll) {
            count(record, counter, text);
        }
        return record;
    }

    private void count(RequestTiming record, ToIntFunction<String> with, String text) {
        try {
            record.put("output_tokens", (long) with.applyAsInt(text));
            record.put("token_source", TokenSource.TOKENIZER);
        } catch (RuntimeException e) {
            if (failures++ == 0) {
                LOG.error("the tokens of an answer could not be counted; further failures are only counted", e);
            }
        }
    }

    /** Answers that the counter failed at; they keep what was known before. */
    long failures() {
        return failures;
    }
}
