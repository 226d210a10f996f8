package io.tachograph.bench.record;

import io.tachograph.collectors.target.Details;
import io.tachograph.schemas.avro.RequestTiming;
import io.tachograph.schemas.avro.TokenSource;
import java.util.Objects;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Counts the tokens of answers whose target does not say how many they are. The text of an answer is without its reasoning
 * and tool calls, so a stream that began with either keeps the number of its chunks.
 */
final class MissingTokens {
    private final @Nullable ToIntFunction<String> counter;

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
            record.put("output_tokens", (long) counter.applyAsInt(text));
            record.put("token_source", TokenSource.TOKENIZER);
        }
        return record;
    }
}
