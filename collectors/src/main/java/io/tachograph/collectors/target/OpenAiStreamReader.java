package io.tachograph.collectors.target;

import io.netty.buffer.ByteBuf;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A streamed answer: events with one JSON chunk each, then {@code [DONE]}. */
final class OpenAiStreamReader implements AnswerReader {
    private static final int MAX_EVENT_BYTES = 4 * 1024 * 1024;
    private static final byte[] DONE = "[DONE]".getBytes(StandardCharsets.US_ASCII);

    private final OpenAiChunkReader chunks;
    private final StreamTimer timer;
    private final SseParser events = new SseParser(this::event, MAX_EVENT_BYTES);
    private final OpenAiChunk chunk = new OpenAiChunk();
    private boolean done;

    OpenAiStreamReader(OpenAiChunkReader chunks, StreamTimer timer) {
        this.chunks = chunks;
        this.timer = timer;
    }

    @Override
    public void read(ByteBuf bytes, long nanos) throws AnswerException {
        events.read(bytes, nanos);
    }

    private void event(@Nullable String name, byte[] data, int length, long nanos) throws AnswerException {
        if (done || length == 0) {
            return;
        }
        if (Arrays.equals(data, 0, length, DONE, 0, DONE.length)) {
            done = true;
            return;
        }
        try {
            chunks.read(data, length, chunk);
        } catch (IOException e) {
            throw AnswerException.protocol("an event of the stream holds no JSON object");
        }
        if (chunk.error != null || "error".equals(name)) {
            String message = chunk.error != null ? chunk.error : chunk.message;
            throw AnswerException.stream("the target reported an error within the stream"
                    + (message == null || message.isEmpty() ? "" : ": " + message));
        }
        timer.chunk(chunk, nanos);
        if ("error".equals(chunk.finishReason) || "abort".equals(chunk.finishReason)) {
            throw AnswerException.stream("the target gave up with finish reason '" + chunk.finishReason + "'");
        }
    }

    @Override
    public void end() throws AnswerException {
        if (!done && timer.finishReason == null) {
            throw AnswerException.stream("the stream ended without a finish reason and without [DONE]");
        }
        if (timer.firstChunkNanos == null) {
            throw AnswerException.protocol("the stream has no choices");
        }
    }

    @Override
    public boolean isWhole() {
        return done && timer.firstChunkNanos != null;
    }
}
