package io.tachograph.bench.result;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Tokens of the successful requests of the measured part.
 *
 * @param input of the prompts, as far as anybody counted
 * @param cachedInput of these, served from a prefix cache as the target says
 * @param output of the answers
 * @param reasoning of these, spent on reasoning as the target says
 * @param unknown requests whose output tokens nobody knows: with any, {@code output} and its rates are lower bounds
 * @param tokenizerFailures answers of the whole run that the tokenizer could not count; they keep their number of chunks
 * @param sources number of requests by where their output tokens come from (USAGE, TOKENIZER, CHUNKS, NONE)
 */
public record Tokens(
        long input,
        long cachedInput,
        long output,
        long reasoning,
        long unknown,
        long tokenizerFailures,
        Map<String, Long> sources) {
    public Tokens {
        sources = Collections.unmodifiableMap(new LinkedHashMap<>(sources));
    }
}
