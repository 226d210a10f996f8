package io.tachograph.api.request;

import io.tachograph.api.answer.Problem;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.LongStream;

/**
 * A half-open range of time.
 *
 * @param from inclusive
 * @param to exclusive, not before {@code from}
 */
public record RequestedRange(Instant from, Instant to) {
    private static final int MOST_STEPS = 5_000;
    private static final long DAY = 86_400;
    /** Steps that people choose, seconds. */
    private static final long[] USUAL = {
        10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 10_800, 21_600, 43_200, DAY
    };

    /** Refuses a step that would cut the range into too many parts, and names one that would not. */
    void checkStep(Duration step) {
        long seconds = Duration.between(from, to).toSeconds();
        long steps = seconds / step.toSeconds() + 1;
        if (steps <= MOST_STEPS) {
            return;
        }
        long least = Math.max(1, (seconds + MOST_STEPS - 2) / (MOST_STEPS - 1));
        long allowed = LongStream.of(USUAL)
                .filter(usual -> usual >= least)
                .findFirst()
                .orElseGet(() -> (least + DAY - 1) / DAY * DAY);
        String text = TimeText.of(Duration.ofSeconds(allowed));
        throw new RefusedRequestException(Problem.of(
                        422,
                        "A step of " + TimeText.of(step) + " makes " + steps + " steps of this range, " + MOST_STEPS
                                + " are the most; a step of " + text + " would do.")
                .withParameter("step")
                .withAllowedStep(text));
    }
}
