package io.tachograph.windows.sample;

import io.tachograph.store.Resolution;
import java.io.Serializable;
import java.time.Duration;
import java.util.List;

/**
 * Which windows there are and when they are emitted: at their end when something is known of them, and once more, then
 * complete, when {@code maxGap} has passed as well. Only then is it known whether the line from the last reading within
 * the window to the first one after it counts.
 *
 * @param resolutions lengths of the windows
 * @param maxGap readings further apart have nothing known between them
 * @param forgetAfter how long the last reading of a silent series is remembered for the next one's increases
 */
public record SampleGrid(List<Resolution> resolutions, Duration maxGap, Duration forgetAfter) implements Serializable {
    public SampleGrid {
        resolutions = List.copyOf(resolutions);
        if (maxGap.isNegative() || maxGap.isZero() || maxGap.compareTo(forgetAfter) > 0) {
            throw new IllegalArgumentException(
                    "a gap of " + maxGap + " must be above zero and at most the " + forgetAfter + " of forgetAfter");
        }
    }

    /** Windows of ten seconds and of a minute; a silent series is forgotten after a day. */
    public static SampleGrid withGap(Duration maxGap) {
        return new SampleGrid(List.of(Resolution.TEN_SECONDS, Resolution.ONE_MINUTE), maxGap, Duration.ofDays(1));
    }

    /** Whether what is between two times, the earlier first, is known by readings then. */
    boolean near(long fromMicros, long toMicros) {
        return toMicros - fromMicros <= maxGap.toMillis() * 1_000;
    }

    static long lengthMillis(Resolution resolution) {
        return resolution.length().toMillis();
    }

    /** Start of the window that holds a time, milliseconds since the epoch. */
    static long startOf(Resolution resolution, long micros) {
        long length = lengthMillis(resolution);
        return Math.floorDiv(micros, length * 1_000) * length;
    }

    /** When the clock has reached this, the window that starts then is complete. */
    long completeAt(Resolution resolution, long startMillis) {
        return startMillis + lengthMillis(resolution) + maxGap.toMillis();
    }

    /** Whether a window that holds a time is complete, so that nothing of that time can count any more. */
    boolean isOver(long micros, long clockMillis) {
        return resolutions.stream()
                .anyMatch(resolution -> clockMillis >= completeAt(resolution, startOf(resolution, micros)));
    }
}
