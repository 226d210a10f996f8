package io.tachograph.collectors.target;

import io.tachograph.schemas.histogram.LatencyHistogram;
import org.jspecify.annotations.Nullable;

/**
 * The stamps and counts of one attempt as they come in, all of them readings of {@link System#nanoTime}. Belongs to the
 * event loop of the attempt; {@link TimingRecord} turns it into what goes on the wire.
 */
final class StreamTimer {
    private static final int MAX_FINISH_REASON_CHARS = 64;

    final long beganNanos;

    @Nullable
    Long sentNanos;

    @Nullable
    Long headersNanos;

    @Nullable
    Long firstChunkNanos;

    @Nullable
    Long firstTokenNanos;

    @Nullable
    Long firstOutputTokenNanos;

    @Nullable
    LatencyHistogram chunkGaps;

    int contentChunks;

    @Nullable
    Integer tokensInFirstChunk;

    @Nullable
    String finishReason;

    @Nullable
    Long inputTokens;

    @Nullable
    Long cachedInputTokens;

    @Nullable
    Long outputTokens;

    @Nullable
    Long reasoningTokens;

    private long lastTokenNanos;

    StreamTimer(long beganNanos) {
        this.beganNanos = beganNanos;
    }

    void sent(long nanos) {
        sentNanos = nanos;
    }

    void headers(long nanos) {
        headersNanos = nanos;
    }

    /** A chunk of a streamed answer. */
    void chunk(OpenAiChunk chunk, long nanos) {
        if (chunk.hasChoices && firstChunkNanos == null) {
            firstChunkNanos = nanos;
        }
        if (chunk.hasOutput || chunk.hasReasoning) {
            token(chunk.hasOutput, nanos);
            if (contentChunks == 1 && chunk.outputTokens != null) {
                // Only a server that sends its running usage with every chunk tells this.
                tokensInFirstChunk = Math.toIntExact(Math.min(chunk.outputTokens, Integer.MAX_VALUE));
            }
        }
        facts(chunk);
    }

    private void token(boolean output, long nanos) {
        contentChunks++;
        if (firstTokenNanos == null) {
            firstTokenNanos = nanos;
        } else {
            if (chunkGaps == null) {
                chunkGaps = new LatencyHistogram();
            }
            chunkGaps.record(nanos - lastTokenNanos);
        }
        if (output && firstOutputTokenNanos == null) {
            firstOutputTokenNanos = nanos;
        }
        lastTokenNanos = nanos;
    }

    /** What a chunk, or a whole answer, says without regard to when. The last usage counts: running ones are cumulative. */
    void facts(OpenAiChunk chunk) {
        if (chunk.finishReason != null) {
            finishReason = chunk.finishReason.length() <= MAX_FINISH_REASON_CHARS
                    ? chunk.finishReason
                    : chunk.finishReason.substring(0, MAX_FINISH_REASON_CHARS);
        }
        if (chunk.hasUsage) {
            inputTokens = chunk.inputTokens;
            cachedInputTokens = chunk.cachedInputTokens;
            outputTokens = chunk.outputTokens;
            reasoningTokens = chunk.reasoningTokens;
        }
    }

    @Nullable
    Long lastTokenNanos() {
        return firstTokenNanos == null ? null : lastTokenNanos;
    }
}
