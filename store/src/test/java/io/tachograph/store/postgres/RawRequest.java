package io.tachograph.store.postgres;

import io.tachograph.store.Series;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One request as it was before any window: what every stored number is held against. */
record RawRequest(
        Series series,
        Instant sent,
        String outcome,
        @Nullable Double ttft,
        @Nullable Double e2e,
        long outputTokens) {
    boolean ok() {
        return outcome.equals("ok");
    }

    boolean eligible() {
        return !outcome.equals("cancelled");
    }

    boolean within(@Nullable Double value, double threshold) {
        return ok() && value != null && value <= threshold;
    }
}
