package io.tachograph.dashboardtest.claude;

import java.time.Duration;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * When to ask again: what passes by itself, and after how long. The wait is that which the API asks for; where it does not say,
 * it doubles from a second to a minute, less a random part of up to a half, so that many testers do not come back at once.
 *
 * @param attempts how often a request is sent at most
 * @param longestWait the longest wait that the API may ask for; it gives up at once when it asks for more
 */
public record RetryPolicy(int attempts, Duration longestWait, RandomGenerator random) {
    private static final Duration FIRST = Duration.ofSeconds(1);
    private static final Duration LAST = Duration.ofMinutes(1);

    /**
     * How long to wait before the next attempt.
     *
     * @param failed how many attempts failed, the one of this failure among them
     * @return null when there is no next one
     */
    @Nullable
    Duration waitAfter(ApiFailure failure, int failed) {
        if (!failure.passing() || failed >= attempts) {
            return null;
        }
        @Nullable Duration asked = failure.retryAfter();
        if (asked != null) {
            return asked.compareTo(longestWait) <= 0 ? asked : null;
        }
        double doubled = FIRST.toNanos() * Math.pow(2, failed - 1);
        double nanos = Math.min(LAST.toNanos(), doubled) * (1 - random.nextDouble() / 2);
        return Duration.ofNanos((long) nanos);
    }
}
