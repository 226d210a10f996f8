package io.tachograph.standalone.bench;

/** Exit codes of {@code bench}; {@code docs/bench.md} lists them. */
final class ExitCode {
    static final int OK = 0;
    /** Bench itself failed. */
    static final int FAILED = 1;
    /** An option, a file or a value is wrong. Nothing was sent. */
    static final int MISUSED = 2;
    /** The target cannot be reached: name, connection, TLS. */
    static final int UNREACHABLE = 3;
    /** Something answers, but not as the API that was named, or no request succeeded. */
    static final int NO_ANSWER = 4;
    /** A file cannot be written, or records cannot be published. */
    static final int NOT_KEPT = 5;
    /** With {@code --strict}, and for every sweep: the client was the bottleneck. */
    static final int CLIENT_BOUND = 6;
    /** A comparison: B is worse. */
    static final int WORSE = 7;
    /** A comparison of runs that do not count: client-bound or partial. */
    static final int NOT_VALID = 8;
    /** Interrupted; what was measured is written, marked partial. */
    static final int INTERRUPTED = 130;

    private ExitCode() {}
}
