package io.tachograph.bench.compare;

import com.fasterxml.jackson.annotation.JsonValue;

/** Where an interval comes from. */
public enum Method {
    /** From inside the runs: it does not know how much runs of the same thing differ. */
    WITHIN_RUNS("within runs"),
    /** From how much runs of a side differ: Welch's t. */
    BETWEEN_RUNS("between runs");

    private final String label;

    Method(String label) {
        this.label = label;
    }

    @JsonValue
    public String label() {
        return label;
    }
}
