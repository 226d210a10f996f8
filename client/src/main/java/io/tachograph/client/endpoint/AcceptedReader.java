package io.tachograph.client.endpoint;

import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/**
 * An answer of status 202: of an API of tasks as good as any other, of a gateway that starts its models on demand no answer
 * at all. What cannot be read as one, and brought no part of one, is the gateway's sentence.
 */
final class AcceptedReader implements AnswerReader {
    private final AnswerReader answer;
    private final StreamTimer timer;
    private final ErrorReader sentence = ErrorReader.ofAccepted();
    private boolean refused;

    AcceptedReader(AnswerReader answer, StreamTimer timer) {
        this.answer = answer;
        this.timer = timer;
    }

    @Override
    public void read(ByteBuf bytes, long nanos) throws AnswerException {
        if (!timer.hasPart()) {
            sentence.read(bytes, nanos);
        }
        if (refused) {
            return;
        }
        try {
            answer.read(bytes, nanos);
        } catch (AnswerException e) {
            refuse(e);
        }
    }

    /** Its sentence may not have come whole. */
    private void refuse(AnswerException failure) throws AnswerException {
        if (timer.hasPart()) {
            throw failure;
        }
        refused = true;
    }

    @Override
    public @Nullable ApiCall end() throws AnswerException {
        if (!refused) {
            try {
                return answer.end();
            } catch (AnswerException e) {
                refuse(e);
            }
        }
        throw sentence.finding();
    }

    @Override
    public @Nullable String note() {
        return answer.note();
    }

    @Override
    public boolean isWhole() {
        return !refused && answer.isWhole();
    }
}
