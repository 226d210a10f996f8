package io.tachograph.bench.record;

import io.tachograph.bench.result.Tokens;
import io.tachograph.schemas.avro.RequestTiming;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Adds up the tokens of successful requests. Not thread-safe. */
final class TokenTally {
    private long input;
    private long cachedInput;
    private long output;
    private long reasoning;
    private long unknown;
    private final Map<String, Long> sources = new TreeMap<>();

    void add(RequestTiming record) {
        input += orZero(record.getInputTokens());
        cachedInput += orZero(record.getCachedInputTokens());
        output += orZero(record.getOutputTokens());
        reasoning += orZero(record.getReasoningTokens());
        unknown += record.getOutputTokens() == null ? 1 : 0;
        sources.merge(record.getTokenSource().name(), 1L, Long::sum);
    }

    Tokens total(long tokenizerFailures) {
        return new Tokens(input, cachedInput, output, reasoning, unknown, tokenizerFailures, sources);
    }

    private static long orZero(@Nullable Long tokens) {
        return tokens == null ? 0 : tokens;
    }
}
