package io.tachograph.client.endpoint;

import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/** An answer that comes in one JSON object. It has no stamps but the end of its bytes. */
final class WholeReader implements AnswerReader {
    private static final int MAX_ANSWER_BYTES = 16 * 1024 * 1024;

    private final AnswerChunks chunks;
    private final AttemptMeasurements timer;
    private final BoundedBody body = new BoundedBody(MAX_ANSWER_BYTES);

    WholeReader(ApiCall call, AttemptMeasurements timer) {
        this.timer = timer;
        this.chunks = new AnswerChunks(
                call.reader(), timer.newChunk(), "the answer", "the answer is an error in spite of its HTTP status");
    }

    @Override
    public void read(ByteBuf bytes, long nanos) throws AnswerException {
        body.add(bytes);
        if (body.overflown()) {
            throw AnswerException.protocol("the answer is longer than " + MAX_ANSWER_BYTES + " bytes");
        }
    }

    @Override
    public @Nullable ApiCall end() throws AnswerException {
        byte[] bytes = body.bytes();
        if (!chunks.read(null, bytes, 0, bytes.length)) {
            throw AnswerException.protocol("the answer is not the JSON object that the API promises");
        }
        Chunk answer = chunks.chunk;
        timer.facts(answer);
        if (answer.next == null) {
            check(answer);
        }
        return answer.next;
    }

    /** It has no end but that of the object, so what it holds is all that there is to ask. */
    private void check(Chunk answer) throws AnswerException {
        if (!answer.hasPart) {
            throw AnswerException.protocol("the answer holds nothing of what was asked for");
        }
        if (!timer.generated()) {
            throw AnswerException.stream("the answer ended, but nothing was generated");
        }
    }

    @Override
    public boolean isWhole() {
        return false;
    }
}
