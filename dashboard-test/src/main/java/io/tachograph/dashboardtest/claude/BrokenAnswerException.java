package io.tachograph.dashboardtest.claude;

/** A stream that ended before the answer did. */
final class BrokenAnswerException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    BrokenAnswerException() {
        super("The Messages API broke its answer off.");
    }
}
