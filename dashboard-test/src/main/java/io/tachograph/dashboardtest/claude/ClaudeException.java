package io.tachograph.dashboardtest.claude;

import io.tachograph.dashboardtest.verdict.Cause;

/** Why there is no answer, in a sentence. */
public final class ClaudeException extends Exception {
    private static final long serialVersionUID = 1L;

    private final Cause cause;

    ClaudeException(Cause cause, String sentence, Throwable failure) {
        super(sentence, failure);
        this.cause = cause;
    }

    /** What that makes of the scenario. */
    public Cause verdictCause() {
        return cause;
    }
}
