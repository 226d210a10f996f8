package io.tachograph.client.endpoint;

import io.netty.buffer.ByteBuf;
import io.tachograph.schemas.avro.Outcome;
import org.jspecify.annotations.Nullable;

/** A streamed answer, chunk by chunk. */
final class StreamReader implements AnswerReader {
    private static final int MAX_CHUNK_BYTES = 4 * 1024 * 1024;

    private final AttemptMeasurements timer;
    private final boolean isEvents;
    private final FrameParser frames;
    private final AnswerChunks chunks;
    private @Nullable ApiCall next;

    StreamReader(ApiCall call, AttemptMeasurements timer) {
        this.timer = timer;
        this.isEvents = call.form() == AnswerFormat.EVENTS;
        this.frames =
                isEvents ? new SseParser(this::frame, MAX_CHUNK_BYTES) : new JsonLines(this::frame, MAX_CHUNK_BYTES);
        this.chunks = new AnswerChunks(
                call.reader(),
                timer.newChunk(),
                (isEvents ? "an event" : "a line") + " of the stream",
                "the target reported an error within the stream");
    }

    @Override
    public void read(ByteBuf bytes, long nanos) throws AnswerException {
        frames.read(bytes, nanos);
    }

    private void frame(@Nullable String name, byte[] data, int from, int length, long nanos) throws AnswerException {
        if ((length > 0 || name != null) && chunks.read(name, data, from, length)) {
            Chunk chunk = chunks.chunk;
            timer.chunk(chunk, nanos);
            next = chunk.next != null ? chunk.next : next;
        }
    }

    @Override
    public @Nullable ApiCall end() throws AnswerException {
        boolean wasWhole = isWhole();
        try {
            frames.end();
        } catch (AnswerException e) {
            endedWithin(e, wasWhole);
        }
        if (next == null) {
            chunks.end.check(timer);
        }
        return next;
    }

    /** A piece of a chunk behind a whole answer is no more than a cut connection would have left there. */
    private void endedWithin(AnswerException failure, boolean wasWhole) throws AnswerException {
        if (failure.outcome() != Outcome.PROTOCOL_ERROR) {
            throw failure;
        } else if (!wasWhole) {
            throw AnswerException.stream("the stream ended within " + (isEvents ? "an event" : "a line"));
        }
    }

    @Override
    public @Nullable String note() {
        return chunks.end.note();
    }

    @Override
    public boolean isWhole() {
        return next == null && chunks.end.isWhole(timer);
    }
}
