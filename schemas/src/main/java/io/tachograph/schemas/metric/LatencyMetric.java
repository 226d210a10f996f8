package io.tachograph.schemas.metric;

import java.util.Locale;

/** The latency metrics that windows keep a histogram of; definitions in {@code docs/definitions.md}. */
public enum LatencyMetric {
    TTFT,
    TTFT_SCHEDULED,
    TTFT_FIRST_CHUNK,
    TTFO,
    TPOT,
    ICL,
    E2E,
    E2E_SCHEDULED,
    LAG;

    private final String key = name().toLowerCase(Locale.ROOT);

    /** Its name on the wire, in tables and in SQL: {@code ttft}, {@code tpot}, … */
    public String key() {
        return key;
    }
}
