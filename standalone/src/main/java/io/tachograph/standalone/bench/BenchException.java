package io.tachograph.standalone.bench;

/** Why a run cannot be done, in one sentence. */
final class BenchException extends Exception {
    private static final long serialVersionUID = 1L;

    private final int exitCode;

    BenchException(int exitCode, String message) {
        super(message, null, false, false);
        this.exitCode = exitCode;
    }

    int exitCode() {
        return exitCode;
    }
}
