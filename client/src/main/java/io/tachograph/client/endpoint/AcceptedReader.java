package io.tachograph.client.endpoint;

import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/**
 * An answer of status 202: of an API of tasks as good as any other, of a gateway that starts its models on demand no answer
 * at all. What cannot be read as one, and brought no part of one, is the gateway's sentence.
 */
final class AcceptedReader implements AnswerReader {
    private final AnswerReader answer;
    private final AttemptMeasurements timer;
    private final ErrorReader sentence = ErrorReader.ofAccepted();
    private @Nullable AnswerException failure;

    AcceptedReader(AnswerReader answer, AttemptMeasurements timer) {
        this.answer = answer;
        this.timer = timer;
    }

    @Override
    public void read(ByteBuf bytes, long nanos) throws AnswerException {
        if (!timer.hasPart()) {
            sentence.read(bytes, nanos);
        }
        if (failure != null) {
            return;
        }
        try {
            answer.read(bytes, nanos);
        } catch (AnswerException e) {
            refuse(e);
        }
    }

    /** Its sentence may not have come whole. */
    private void refuse(AnswerException e) throws AnswerException {
        if (timer.hasPart()) {
            throw e;
        }
        failure = e;
    }

    @Override
    public @Nullable ApiCall end() throws AnswerException {
        if (failure == null) {
            try {
                return answer.end();
            } catch (AnswerException e) {
                refuse(e);
            }
        }
        throw refusal(failure);
    }

    /** An error in the form of an answer has its sentence there, and its bytes are none. */
    private AnswerException refusal(@Nullable AnswerException known) {
        return known == null || known.told().isEmpty() ? sentence.finding() : sentence.finding(known.told());
    }

    @Override
    public @Nullable AnswerException finding() {
        return failure == null ? answer.finding() : refusal(failure);
    }

    @Override
    public @Nullable String note() {
        return answer.note();
    }

    @Override
    public boolean isWhole() {
        return failure == null && answer.isWhole();
    }
}
