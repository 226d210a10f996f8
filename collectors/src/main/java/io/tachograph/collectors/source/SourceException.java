package io.tachograph.collectors.source;

import java.io.Serial;

/** A reading that failed: one sentence for a person, without secrets, and the kind under which it is counted. */
public final class SourceException extends Exception {
    @Serial
    private static final long serialVersionUID = 1;

    private final FailureKind kind;

    public SourceException(FailureKind kind, String sentence) {
        super(sentence);
        this.kind = kind;
    }

    public FailureKind kind() {
        return kind;
    }
}
