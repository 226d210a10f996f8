package io.tachograph.store;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The values that an alert compared with its threshold.
 *
 * @param value over the long window where there are two; null when nothing was measured
 * @param shortValue over the short window; null when nothing was measured or there is none
 * @param threshold at which the alert fires
 * @param unit of value, short value and threshold: {@code burn rate}, {@code s} or {@code ratio}
 * @param window length of the long window, null when there is none
 * @param shortWindow length of the short window, null when there is none
 * @param events requests behind the short value, or behind the value where there is one window
 * @param enoughEvidence false when there were too few events to say; then the state is the one from before
 */
public record AlertReading(
        @Nullable Double value,
        @Nullable Double shortValue,
        double threshold,
        String unit,
        @Nullable Duration window,
        @Nullable Duration shortWindow,
        long events,
        boolean enoughEvidence) {
    /** @throws IllegalArgumentException when there are fewer than no events */
    public AlertReading {
        if (events < 0) {
            throw new IllegalArgumentException("an alert on " + events + " events");
        }
    }
}
