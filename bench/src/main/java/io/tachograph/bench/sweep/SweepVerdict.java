package io.tachograph.bench.sweep;

import com.fasterxml.jackson.annotation.JsonValue;

/** What trials say about a rate. */
public enum SweepVerdict {
    PASS("pass"),
    FAIL("fail"),
    /** Neither is shown yet. */
    UNDECIDED("undecided"),
    /** The client, not the target, set what was measured, or the trial was ended early. */
    NOT_VALID("not valid"),
    /** There is no SLO to judge by. */
    MEASURED("measured");

    private final String label;

    SweepVerdict(String label) {
        this.label = label;
    }

    @JsonValue
    public String label() {
        return label;
    }
}
