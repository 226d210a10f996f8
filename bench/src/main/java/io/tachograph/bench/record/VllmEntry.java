package io.tachograph.bench.record;

import io.tachograph.schemas.metric.LatencyMetric;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * One request as {@code vllm bench serve} reads it. Its TTFT is the first chunk with choices, its latency ends with the
 * last chunk of content, and its TPOT divides what is between by the output tokens but one. Nanoseconds from sent;
 * negative where there is no such value.
 *
 * @param sentNanos a reading of {@link System#nanoTime}
 * @param lagNanos from scheduled to sent, which vLLM calls the time in its queue
 * @param contentChunks number of chunks with content, whether their times were kept or not
 * @param chunkNanos when each chunk with content came, empty when it was not kept
 * @param text the answer, empty when it was not kept
 * @param error what a failed request said, else empty
 */
@SuppressWarnings("ArrayRecordComponent") // Entries are never compared.
record VllmEntry(
        boolean ok,
        long sentNanos,
        long ttftNanos,
        long firstTokenNanos,
        long latencyNanos,
        long lagNanos,
        long inputTokens,
        long outputTokens,
        int contentChunks,
        long[] chunkNanos,
        String text,
        String error) {

    static VllmEntry of(RequestView request, long startNanos) {
        String text = request.details.text();
        String error = request.record.getError();
        return new VllmEntry(
                request.isOk(),
                startNanos + request.sentNanos,
                request.nanos(LatencyMetric.TTFT_FIRST_CHUNK),
                request.nanos(LatencyMetric.TTFT),
                request.nanos(LatencyMetric.E2E),
                request.nanos(LatencyMetric.LAG),
                orZero(request.record.getInputTokens()),
                orZero(request.record.getOutputTokens()),
                request.record.getContentChunks(),
                request.details.chunkNanos(),
                text == null ? "" : text,
                request.isOk()
                        ? ""
                        : request.record.getOutcome() + (error == null || error.isEmpty() ? "" : ": " + error));
    }

    private static long orZero(@Nullable Long tokens) {
        return tokens == null ? 0 : tokens;
    }

    /** (latency − TTFT) ÷ (tokens − 1) in seconds; 0 with fewer than two tokens or without both stamps. */
    double tpotSeconds() {
        boolean timed = outputTokens > 1 && latencyNanos >= 0 && ttftNanos >= 0;
        return timed ? (latencyNanos - ttftNanos) / 1e9 / (outputTokens - 1) : 0;
    }

    /** Whether chunks followed one another without anybody keeping when. */
    boolean lacksChunkTimes() {
        return contentChunks > chunkNanos.length && contentChunks > 1;
    }

    /**
     * When each chunk with choices came, from sent: what was kept, or else as many as there were, spread evenly. A chunk
     * with a role and no content, when one came first, is one of them.
     */
    double[] chunkSeconds() {
        int content = lacksChunkTimes() ? contentChunks : chunkNanos.length;
        if (content == 0 && contentChunks == 1 && firstTokenNanos >= 0) {
            content = 1;
        }
        int role = ttftNanos >= 0 && (firstTokenNanos < 0 || ttftNanos < firstTokenNanos) ? 1 : 0;
        double[] seconds = new double[role + content];
        if (role > 0) {
            seconds[0] = ttftNanos / 1e9;
        }
        double step = content > 1 ? (double) (latencyNanos - firstTokenNanos) / (content - 1) : 0;
        for (int i = 0; i < content; i++) {
            seconds[role + i] = (chunkNanos.length == content ? chunkNanos[i] : firstTokenNanos + i * step) / 1e9;
        }
        return seconds;
    }

    void writeTo(DataOutput out, boolean detailed) throws IOException {
        out.writeBoolean(ok);
        out.writeLong(sentNanos);
        out.writeLong(ttftNanos);
        out.writeLong(firstTokenNanos);
        out.writeLong(latencyNanos);
        out.writeLong(lagNanos);
        out.writeLong(inputTokens);
        out.writeLong(outputTokens);
        out.writeInt(contentChunks);
        out.writeInt(chunkNanos.length);
        for (long nanos : chunkNanos) {
            out.writeLong(nanos);
        }
        write(out, detailed ? text : "");
        write(out, detailed ? error : "");
    }

    static VllmEntry readFrom(DataInput in) throws IOException {
        return new VllmEntry(
                in.readBoolean(),
                in.readLong(),
                in.readLong(),
                in.readLong(),
                in.readLong(),
                in.readLong(),
                in.readLong(),
                in.readLong(),
                in.readInt(),
                readChunks(in),
                readText(in),
                readText(in));
    }

    private static long[] readChunks(DataInput in) throws IOException {
        long[] nanos = new long[in.readInt()];
        for (int i = 0; i < nanos.length; i++) {
            nanos[i] = in.readLong();
        }
        return nanos;
    }

    private static void write(DataOutput out, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    private static String readText(DataInput in) throws IOException {
        byte[] bytes = new byte[in.readInt()];
        in.readFully(bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
