package io.tachograph.collectors.target;

import io.netty.buffer.ByteBuf;
import java.io.IOException;

/** An answer that comes in one JSON object. It has no stamps but the end of its bytes. */
final class OpenAiWholeReader implements AnswerReader {
    private static final int MAX_ANSWER_BYTES = 16 * 1024 * 1024;

    private final OpenAiChunkReader chunks;
    private final StreamTimer timer;
    private final BoundedBody body = new BoundedBody(MAX_ANSWER_BYTES);

    OpenAiWholeReader(OpenAiChunkReader chunks, StreamTimer timer) {
        this.chunks = chunks;
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
    public void end() throws AnswerException {
        OpenAiChunk answer = new OpenAiChunk();
        byte[] bytes = body.bytes();
        try {
            chunks.read(bytes, bytes.length, answer);
        } catch (IOException e) {
            throw AnswerException.protocol("the answer is no JSON object");
        }
        if (answer.error != null) {
            throw AnswerException.stream("the answer is an error in spite of its HTTP status"
                    + (answer.error.isEmpty() ? "" : ": " + answer.error));
        }
        if (!answer.hasChoices) {
            throw AnswerException.protocol("the answer has no choices");
        }
        timer.facts(answer);
    }

    @Override
    public boolean isWhole() {
        return false;
    }
}
