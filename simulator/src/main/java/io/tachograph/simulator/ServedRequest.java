package io.tachograph.simulator;

import org.jspecify.annotations.Nullable;

/**
 * What the server itself knows of an answer it has completed. Times are readings of {@link System#nanoTime}, which on
 * Linux every process of a host reads from the same clock: a client there can be checked against them.
 *
 * @param replica name of the replica
 * @param requestId what the client sent as {@code X-Request-Id}, null when it sent none
 * @param arrivedNanos the request was read from the socket
 * @param firstTokenNanos the first token left the engine; of a streamed answer it was about to be handed to the socket
 * @param lastTokenNanos the last token left the engine, likewise
 * @param outputTokens tokens of the answer
 */
public record ServedRequest(
        String replica,
        @Nullable String requestId,
        long arrivedNanos,
        long firstTokenNanos,
        long lastTokenNanos,
        int outputTokens) {}
