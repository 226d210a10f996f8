package io.tachograph.collectors.load;

import java.time.Duration;

/**
 * A share of the requests is given up on purpose, as impatient users do.
 *
 * @param share probability for each request, 0 to 1
 * @param after how long after its scheduled time a request is given up, unless it has ended
 * @param seed decides which requests
 */
public record Cancellation(double share, Duration after, long seed) {
    public static final Cancellation NONE = new Cancellation(0, Duration.ZERO, 0);

    public Cancellation {
        if (!(share >= 0 && share <= 1)) {
            throw new IllegalArgumentException("share of cancelled requests is " + share + ", but must be 0 to 1");
        }
        if (after.isNegative()) {
            throw new IllegalArgumentException("the time after which requests are cancelled must not be negative");
        }
    }
}
