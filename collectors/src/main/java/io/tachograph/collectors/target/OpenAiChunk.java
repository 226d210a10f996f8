package io.tachograph.collectors.target;

import org.jspecify.annotations.Nullable;

/**
 * What matters to a measurement in one JSON object of an OpenAI-compatible API, be it a chunk of a stream or a whole
 * answer. Filled and emptied again for every chunk; not thread-safe.
 */
final class OpenAiChunk {
    boolean hasChoices;
    boolean hasReasoning;
    /** Content, text, refusal or tool call that is not empty. */
    boolean hasOutput;

    @Nullable
    String finishReason;

    boolean hasUsage;

    @Nullable
    Long inputTokens;

    @Nullable
    Long cachedInputTokens;

    @Nullable
    Long outputTokens;

    @Nullable
    Long reasoningTokens;
    /** Message of an error object, empty when it has none; null when there is no error. */
    @Nullable
    String error;
    /** It calls itself an error, as older vLLM's flat error objects do. */
    boolean isError;

    @Nullable
    String message;

    void clear() {
        hasChoices = false;
        hasReasoning = false;
        hasOutput = false;
        finishReason = null;
        hasUsage = false;
        inputTokens = null;
        cachedInputTokens = null;
        outputTokens = null;
        reasoningTokens = null;
        error = null;
        isError = false;
        message = null;
    }
}
