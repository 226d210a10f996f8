package io.tachograph.collectors.target;

import io.netty.buffer.ByteBuf;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A streamed answer, chunk by chunk. */
final class StreamReader implements AnswerReader {
    private static final int MAX_CHUNK_BYTES = 4 * 1024 * 1024;

    private final ChunkReader chunks;
    private final StreamTimer timer;
    private final boolean isEvents;
    private final FrameParser frames;
    private final Chunk chunk;
    private @Nullable ApiCall next;
    private boolean done;

    StreamReader(ApiCall call, StreamTimer timer) {
        this.chunks = call.reader();
        this.timer = timer;
        this.chunk = timer.newChunk();
        this.isEvents = call.form() == AnswerForm.EVENTS;
        this.frames =
                isEvents ? new SseParser(this::frame, MAX_CHUNK_BYTES) : new JsonLines(this::frame, MAX_CHUNK_BYTES);
    }

    @Override
    public void read(ByteBuf bytes, long nanos) throws AnswerException {
        frames.read(bytes, nanos);
    }

    private void frame(@Nullable String name, byte[] data, int length, long nanos) throws AnswerException {
        if (done || length == 0) {
            return;
        }
        chunk.clear();
        try {
            chunks.read(name, data, length, chunk);
        } catch (IOException e) {
            throw AnswerException.protocol(
                    (isEvents ? "an event" : "a line") + " of the stream is not the JSON object that the API promises");
        }
        if (chunk.error != null) {
            throw AnswerException.stream("the target reported an error within the stream", chunk.error);
        }
        timer.chunk(chunk, nanos);
        timer.refuseBadFinish();
        done = chunk.isLast;
        next = chunk.next != null ? chunk.next : next;
    }

    @Override
    public @Nullable ApiCall end() throws AnswerException {
        frames.end();
        if (next != null) {
            return next;
        }
        if (!done && timer.finishReason == null && chunks.marksTheEnd()) {
            throw AnswerException.stream("the stream ended without a finish reason and without its last chunk");
        }
        if (!timer.hasPart()) {
            throw AnswerException.protocol("the stream holds no part of an answer");
        }
        return null;
    }

    @Override
    public boolean isWhole() {
        return done && next == null && timer.hasPart();
    }
}
