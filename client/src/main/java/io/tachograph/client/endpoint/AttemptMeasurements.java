package io.tachograph.client.endpoint;

import io.tachograph.schemas.avro.StampSource;
import io.tachograph.schemas.histogram.LatencyHistogram;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The stamps and counts of one attempt as they come in, all of them readings of {@link System#nanoTime}. Belongs to the
 * attempt; {@link TimingRecordWriter} turns it into what goes on the wire.
 */
final class AttemptMeasurements {
    /** A stamp that was not reached. */
    static final long NEVER = Long.MIN_VALUE;

    private static final int MAX_FINISH_REASON_CHARS = 64;
    private static final long[] NO_CHUNKS = {};

    final long beganNanos;
    long takenUpNanos = NEVER;
    long sentNanos = NEVER;
    long headersNanos = NEVER;
    long firstChunkNanos = NEVER;
    long firstTokenNanos = NEVER;
    long firstOutputTokenNanos = NEVER;
    long lastTokenNanos = NEVER;

    @Nullable
    LatencyHistogram chunkGaps;

    int contentChunks;
    /** Something came that has no chunk's stamp: in a whole answer. */
    private boolean contentUntimed;
    /** And in a form that nobody knows. */
    private boolean contentUnplaced;

    long tokensInFirstChunk = Chunk.ABSENT;

    @Nullable
    String finishReason;

    long inputTokens = Chunk.ABSENT;
    long cachedInputTokens = Chunk.ABSENT;
    long outputTokens = Chunk.ABSENT;
    long reasoningTokens = Chunk.ABSENT;
    private long totalTokens = Chunk.ABSENT;

    private final @Nullable StringBuilder text;
    private final boolean keepsChunks;
    private int textTold;
    private long[] chunkStamps = NO_CHUNKS;
    private int calls;
    private boolean byKernel;
    private @Nullable Map<String, Double> server;

    AttemptMeasurements(long beganNanos, Keep keep) {
        this.beganNanos = beganNanos;
        this.text = keep.text() ? new StringBuilder() : null;
        this.keepsChunks = keep.chunkTimes();
    }

    /** A chunk whose text, if it is to be kept, is kept here. */
    Chunk newChunk() {
        return new Chunk(text);
    }

    /** The text that is kept and that this did not give before; empty when there is none. */
    String newText() {
        if (text == null || textTold == text.length()) {
            return "";
        }
        String piece = text.substring(textTold);
        textTold = text.length();
        return piece;
    }

    /** Likewise, and keeps it no longer. */
    String takeText() {
        String piece = newText();
        if (text != null) {
            text.setLength(0);
            textTold = 0;
        }
        return piece;
    }

    /** An event loop has taken it up. Only the first call counts, here, with the sending and with the headers. */
    void begins(long nanos) {
        if (takenUpNanos == NEVER) {
            takenUpNanos = nanos;
        }
    }

    void sent(long nanos) {
        if (sentNanos == NEVER) {
            sentNanos = nanos;
        }
    }

    void headers(long nanos) {
        if (headersNanos == NEVER) {
            headersNanos = nanos;
        }
    }

    /** A chunk of a streamed answer. */
    void chunk(Chunk chunk, long nanos) {
        if (chunk.hasPart && firstChunkNanos == NEVER) {
            firstChunkNanos = nanos;
        }
        if (chunk.hasOutput || chunk.hasReasoning) {
            token(chunk.hasOutput, nanos);
        }
        facts(chunk);
        if (contentChunks == 1 && (chunk.hasOutput || chunk.hasReasoning)) {
            // Only a server that sends its running usage with every chunk reports this.
            tokensInFirstChunk = chunk.outputTokens >= 0 ? chunk.outputTokens : withoutInput(chunk.totalTokens);
        }
    }

    private void token(boolean output, long nanos) {
        if (keepsChunks) {
            if (contentChunks == chunkStamps.length) {
                chunkStamps = Arrays.copyOf(chunkStamps, Math.max(64, 2 * contentChunks));
            }
            chunkStamps[contentChunks] = nanos;
        }
        contentChunks++;
        if (firstTokenNanos == NEVER) {
            firstTokenNanos = nanos;
        } else {
            if (chunkGaps == null) {
                chunkGaps = new LatencyHistogram();
            }
            chunkGaps.record(nanos - lastTokenNanos);
        }
        if (output && firstOutputTokenNanos == NEVER) {
            firstOutputTokenNanos = nanos;
        }
        lastTokenNanos = nanos;
    }

    /**
     * What a chunk, or a whole answer, says without regard to when. The last reported count stands, as {@link Chunk#told}
     * has it.
     */
    void facts(Chunk chunk) {
        contentUntimed |= chunk.hasOutput || chunk.hasReasoning;
        contentUnplaced |= chunk.hasUnplaced;
        if (chunk.finishReason != null) {
            finishReason = chunk.finishReason.length() <= MAX_FINISH_REASON_CHARS
                    ? chunk.finishReason
                    : chunk.finishReason.substring(0, MAX_FINISH_REASON_CHARS);
        }
        inputTokens = Chunk.told(chunk.inputTokens, inputTokens);
        cachedInputTokens = Chunk.told(chunk.cachedInputTokens, cachedInputTokens);
        outputTokens = Chunk.told(chunk.outputTokens, outputTokens);
        reasoningTokens = Chunk.told(chunk.reasoningTokens, reasoningTokens);
        totalTokens = Chunk.told(chunk.totalTokens, totalTokens);
        if (chunk.server != null) {
            if (server == null) {
                server = new HashMap<>();
            }
            server.putAll(chunk.server);
        }
    }

    /** Whether output or reasoning came, in a stream or whole. */
    boolean hasContent() {
        return contentChunks > 0 || contentUntimed;
    }

    /** Whether the server generated anything, be it that its count of tokens alone says so. */
    boolean generated() {
        return hasContent() || contentUnplaced || toldOutputTokens() > 0;
    }

    /** What the server's last counts say of the output: its own, or else those of all tokens less the input's. */
    long toldOutputTokens() {
        return outputTokens >= 0 ? outputTokens : withoutInput(totalTokens);
    }

    private long withoutInput(long total) {
        return inputTokens > 0 && total > inputTokens ? total - inputTokens : Chunk.ABSENT;
    }

    /** A call has ended whose stamps are of this source; those of the attempt are as good as the worst of them. */
    void stampedBy(StampSource source) {
        byKernel = source == StampSource.KERNEL && (calls == 0 || byKernel);
        calls++;
    }

    StampSource stampSource() {
        return byKernel ? StampSource.KERNEL : StampSource.READ;
    }

    boolean hasPart() {
        return firstChunkNanos != NEVER;
    }

    /** What was to be kept. */
    Details details() {
        long originNanos = originNanos();
        if (text == null && contentChunksKept() == 0 && server == null) {
            return Details.NONE;
        }
        long[] chunks = Arrays.copyOf(chunkStamps, contentChunksKept());
        for (int i = 0; i < chunks.length; i++) {
            chunks[i] -= originNanos;
        }
        return new Details(text == null ? null : text.toString(), chunks, server == null ? Map.of() : server);
    }

    private int contentChunksKept() {
        return keepsChunks ? contentChunks : 0;
    }

    /** What all stamps of the attempt are relative to. */
    long originNanos() {
        return sentNanos == NEVER ? beganNanos : sentNanos;
    }
}
