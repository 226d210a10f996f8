package io.tachograph.client.endpoint;

import io.tachograph.schemas.avro.Outcome;

/** An answer that cannot become OK any more. Has no stack trace: it says something about the answer, not about us. */
final class AnswerException extends Exception {
    private static final long serialVersionUID = 1L;

    private final Outcome outcome;
    private final String told;

    AnswerException(Outcome outcome, String message) {
        this(outcome, message, "");
    }

    private AnswerException(Outcome outcome, String message, String told) {
        super(message, null, false, false);
        this.outcome = outcome;
        this.told = told;
    }

    static AnswerException protocol(String message) {
        return new AnswerException(Outcome.PROTOCOL_ERROR, message);
    }

    static AnswerException stream(String message) {
        return new AnswerException(Outcome.STREAM_ERROR, message);
    }

    /** @param told what the target said about it, empty for nothing */
    static AnswerException stream(String finding, String told) {
        return of(Outcome.STREAM_ERROR, finding, told);
    }

    /** The same of any outcome. */
    static AnswerException of(Outcome outcome, String finding, String told) {
        return new AnswerException(outcome, told.isEmpty() ? finding : finding + ": " + told, told);
    }

    Outcome outcome() {
        return outcome;
    }

    /** Without the target's own words. */
    String finding() {
        String message = String.valueOf(getMessage());
        return told.isEmpty() ? message : message.substring(0, message.length() - told.length() - 2);
    }

    /** The target's own words, empty when there are none or they could not be distinguished from the rest. */
    String told() {
        return told;
    }
}
