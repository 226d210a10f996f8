package io.tachograph.bench.record;

import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The latencies of definitions.md, in the order in which they are shown. */
enum Metric {
    TTFT,
    TTFT_SCHEDULED,
    TTFT_FIRST_CHUNK,
    TTFO,
    TPOT,
    /** Not one value per request: its chunk gaps. */
    ICL,
    E2E,
    E2E_SCHEDULED,
    CONNECT,
    LAG;

    /** The name everywhere outside the code. */
    String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Before the server has anything: known of requests that failed as well, and no matter of an SLO. */
    boolean isOfTheClient() {
        return this == CONNECT || this == LAG;
    }

    static @Nullable Metric ofKey(String key) {
        return Arrays.stream(values())
                .filter(metric -> metric.key().equals(key))
                .findFirst()
                .orElse(null);
    }

    /** What it becomes when a request's time begins when it was wanted. */
    Metric fromSchedule() {
        return switch (this) {
            case TTFT -> TTFT_SCHEDULED;
            case E2E -> E2E_SCHEDULED;
            default -> this;
        };
    }
}
