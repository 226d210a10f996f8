package io.tachograph.client.endpoint;

import io.tachograph.schemas.avro.Outcome;

/** An answer that cannot become OK any more. Has no stack trace: it says something about the answer, not about us. */
final class AnswerException extends Exception {
    private static final long serialVersionUID = 1L;

    private final Outcome outcome;

    AnswerException(Outcome outcome, String message) {
        super(message, null, false, false);
        this.outcome = outcome;
    }

    static AnswerException protocol(String message) {
        return new AnswerException(Outcome.PROTOCOL_ERROR, message);
    }

    static AnswerException stream(String message) {
        return new AnswerException(Outcome.STREAM_ERROR, message);
    }

    /** @param told what the target said about it, empty for nothing */
    static AnswerException stream(String finding, String told) {
        return stream(told.isEmpty() ? finding : finding + ": " + told);
    }

    Outcome outcome() {
        return outcome;
    }
}
