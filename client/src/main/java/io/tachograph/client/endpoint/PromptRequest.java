package io.tachograph.client.endpoint;

import java.util.UUID;

/**
 * One attempt to be sent.
 *
 * @param id identity of the request, the same for all its attempts
 * @param attempt 1 for the first
 * @param prompt what is asked
 * @param options how it is asked
 * @param scheduledNanos when the arrival process wanted it, a reading of {@link System#nanoTime} that is not in the
 *     future
 * @param provenance who asks
 */
public record PromptRequest(
        UUID id, int attempt, Prompt prompt, RequestOptions options, long scheduledNanos, Provenance provenance) {
    public PromptRequest {
        if (attempt < 1) {
            throw new IllegalArgumentException("attempt is " + attempt + ", but the first is 1");
        }
    }

    /** Most output tokens: the prompt's own wish, or else the options'. */
    public int maxTokens() {
        Integer own = prompt.outputTokens();
        return own == null ? options.maxTokens() : own;
    }

    /** Without the prompt, so that it can be logged. */
    @Override
    public String toString() {
        return "PromptRequest[" + id + ", attempt " + attempt + "]";
    }
}
