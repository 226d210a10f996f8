package io.tachograph.client.endpoint;

import io.netty.buffer.ByteBuf;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A streamed answer, chunk by chunk. */
final class StreamReader implements AnswerReader {
    private static final int MAX_CHUNK_BYTES = 4 * 1024 * 1024;

    private static final byte[] NOTHING = {};

    private final ChunkReader chunks;
    private final StreamTimer timer;
    private final boolean isEvents;
    private final FrameParser frames;
    private final Chunk chunk;
    private @Nullable ApiCall next;
    private boolean done;
    /** For readers that take their bytes from the beginning of an array. */
    private byte[] aligned = NOTHING;

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

    private void frame(@Nullable String name, byte[] data, int from, int length, long nanos) throws AnswerException {
        if (done || length == 0) {
            return;
        }
        chunk.clear();
        try {
            read(name, data, from, length);
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

    private void read(@Nullable String name, byte[] data, int from, int length) throws IOException {
        if (chunks instanceof InPlaceReader inPlace && inPlace.readInPlace(name, data, from, length, chunk)) {
            return;
        }
        chunk.again();
        if (from == 0) {
            chunks.read(name, data, length, chunk);
            return;
        }
        if (length > aligned.length) {
            aligned = new byte[Math.max(length, 2 * aligned.length)];
        }
        System.arraycopy(data, from, aligned, 0, length);
        chunks.read(name, aligned, length, chunk);
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
