package io.tachograph.client.endpoint;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;

/**
 * Reads token counts as OpenAI and those who follow it name them: {@code prompt_tokens} or {@code input_tokens},
 * {@code completion_tokens} or {@code output_tokens}, or the {@code total_tokens} less the prompt's.
 */
final class UsageReader {
    private UsageReader() {}

    static void read(JsonParser parser, JsonToken start, Chunk into) throws IOException {
        JsonValues.fields(parser, start, into, UsageReader::field);
    }

    private static void field(JsonParser parser, String field, JsonToken value, Chunk into) throws IOException {
        switch (field) {
            case "prompt_tokens", "input_tokens" -> into.inputTokens(JsonValues.count(parser, value));
            case "completion_tokens", "output_tokens" -> into.outputTokens(JsonValues.count(parser, value));
            case "total_tokens" -> into.totalTokens(JsonValues.count(parser, value));
            case "cached_tokens", "prompt_cache_hit_tokens" -> into.cachedInputTokens(JsonValues.count(parser, value));
            case "reasoning_tokens" -> into.reasoningTokens(JsonValues.count(parser, value));
            case "prompt_tokens_details", "input_tokens_details" ->
                into.cachedInputTokens(JsonValues.count(parser, value, "cached_tokens"));
            case "completion_tokens_details", "output_tokens_details" ->
                into.reasoningTokens(JsonValues.count(parser, value, "reasoning_tokens"));
            default -> parser.skipChildren();
        }
    }

    /** If the value is an object that holds a {@code usage}, as vendors put it under a key of their own, reads that. */
    static void within(JsonParser parser, JsonToken start, Chunk into) throws IOException {
        JsonValues.fields(parser, start, into, UsageReader::orOther);
    }

    private static void orOther(JsonParser parser, String field, JsonToken value, Chunk into) throws IOException {
        if (field.equals("usage")) {
            read(parser, value, into);
        } else {
            JsonValues.other(parser, field, value, into);
        }
    }
}
