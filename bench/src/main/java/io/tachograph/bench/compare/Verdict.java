package io.tachograph.bench.compare;

import com.fasterxml.jackson.annotation.JsonValue;

/** What is known of B against A, the worst first. */
public enum Verdict {
    /** A run flagged itself as invalid. */
    NOT_VALID("not valid"),
    WORSE("worse"),
    /** The interval has no difference in it, or the difference is too small to matter. */
    NO_EVIDENCE("no evidence"),
    BETTER("better");

    private final String label;

    Verdict(String label) {
        this.label = label;
    }

    @JsonValue
    public String label() {
        return label;
    }
}
