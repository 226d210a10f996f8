package io.tachograph.client.endpoint;

import io.netty.buffer.ByteBuf;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** An answer that comes in one JSON object. It has no stamps but the end of its bytes. */
final class WholeReader implements AnswerReader {
    private static final int MAX_ANSWER_BYTES = 16 * 1024 * 1024;

    private final ChunkReader chunks;
    private final StreamTimer timer;
    private final BoundedBody body = new BoundedBody(MAX_ANSWER_BYTES);

    WholeReader(ApiCall call, StreamTimer timer) {
        this.chunks = call.reader();
        this.timer = timer;
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
        Chunk answer = timer.newChunk();
        byte[] bytes = body.bytes();
        try {
            if (bytes.length == 0) {
                throw new IOException("empty");
            }
            chunks.read(null, bytes, bytes.length, answer);
        } catch (IOException e) {
            throw AnswerException.protocol("the answer is not the JSON object that the API promises");
        }
        if (answer.error != null) {
            throw AnswerException.stream("the answer is an error in spite of its HTTP status", answer.error);
        }
        timer.facts(answer);
        timer.refuseBadFinish();
        if (answer.next == null && !answer.hasPart) {
            throw AnswerException.protocol("the answer holds nothing of what was asked for");
        }
        return answer.next;
    }

    @Override
    public boolean isWhole() {
        return false;
    }
}
