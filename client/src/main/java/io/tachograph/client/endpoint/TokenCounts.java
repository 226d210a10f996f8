package io.tachograph.client.endpoint;

import io.tachograph.schemas.avro.TokenSource;

/**
 * The token counts of an answer that can be believed. The server's count of the output stands, but a zero or a one that is
 * less than the content chunks that came is no count: chunks are counted instead, where they may pass for tokens. A part
 * that is more than its whole is unknown, and so is a prompt of no tokens.
 *
 * @param output tokens, as {@code source} has them; all counts are {@link Chunk#ABSENT} where unknown
 */
record TokenCounts(long input, long cachedInput, long output, long reasoning, long inFirstChunk, TokenSource source) {
    /** @param chunksAreTokens whether content chunks are counted where the server's count is none */
    static TokenCounts of(AttemptMeasurements timer, boolean chunksAreTokens) {
        long told = timer.toldOutputTokens();
        boolean contradicted = told == 0 ? timer.hasContent() : told == 1 && timer.contentChunks > 1;
        boolean believed = told >= 0 && !contradicted;
        boolean counted = !believed && chunksAreTokens && timer.contentChunks > 0;
        long output = believed ? told : counted ? timer.contentChunks : Chunk.ABSENT;
        long input = timer.inputTokens > 0 ? timer.inputTokens : Chunk.ABSENT;
        return new TokenCounts(
                input,
                within(timer.cachedInputTokens, input),
                output,
                within(timer.reasoningTokens, output),
                timer.tokensInFirstChunk > 0 ? within(timer.tokensInFirstChunk, output) : Chunk.ABSENT,
                believed ? TokenSource.USAGE : counted ? TokenSource.CHUNKS : TokenSource.NONE);
    }

    private static long within(long part, long whole) {
        return whole >= 0 && part > whole ? Chunk.ABSENT : part;
    }
}
