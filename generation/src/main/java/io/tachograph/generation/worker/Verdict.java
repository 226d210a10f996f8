package io.tachograph.generation.worker;

import io.tachograph.schemas.avro.Outcome;
import io.tachograph.schemas.avro.RequestTiming;

/**
 * What follows from how an attempt ended. Tried again is only what nobody can have answered yet: there was no connection or
 * no answer at all, or the target said that it takes none now (429, 503). After the first token nothing is tried again.
 *
 * @param answered whether the target has said anything of it
 * @param errorType one word, empty for none
 * @param message one sentence, empty for none
 */
record Verdict(Kind kind, boolean answered, String errorType, String message) {
    enum Kind {
        COMPLETED,
        /** On another target, or later on this one; nobody knows whether this one has begun with it. */
        TRY_AGAIN,
        /** Likewise; this one has not, and says so. */
        LATER,
        FAILED
    }

    static Verdict of(RequestTiming record) {
        Outcome outcome = record.getOutcome();
        Integer status = record.getHttpStatus();
        boolean answered = status != null;
        if (outcome == Outcome.OK) {
            return new Verdict(Kind.COMPLETED, answered, "", "");
        }
        boolean busy =
                outcome == Outcome.RATE_LIMITED || (outcome == Outcome.HTTP_ERROR && status != null && status == 503);
        boolean absent = outcome == Outcome.CONNECT_ERROR;
        boolean untouched = record.getFirstTokenNanos() == null;
        String told = record.getError();
        return new Verdict(
                untouched && busy ? Kind.LATER : untouched && absent ? Kind.TRY_AGAIN : Kind.FAILED,
                answered,
                typeOf(outcome),
                told == null ? "The target did not say why." : told);
    }

    /** Whether the target takes no requests now, or is not there. */
    boolean isTurnedAway() {
        return kind == Kind.TRY_AGAIN || kind == Kind.LATER;
    }

    private static String typeOf(Outcome outcome) {
        return switch (outcome) {
            case HTTP_ERROR -> "HttpError";
            case RATE_LIMITED -> "RateLimited";
            case TIMEOUT -> "TimeLimitExceeded";
            case CONNECT_ERROR -> "ConnectError";
            case STREAM_ERROR -> "StreamError";
            case PROTOCOL_ERROR -> "ProtocolError";
            case CANCELLED -> "Cancelled";
            case OK, UNKNOWN -> "Unknown";
        };
    }
}
