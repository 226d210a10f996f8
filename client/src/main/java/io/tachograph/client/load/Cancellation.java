package io.tachograph.client.load;

import java.time.Duration;
import java.util.SplittableRandom;

/**
 * A share of the requests is given up on purpose, as impatient users do. Which ones depends on nothing but the seed and
 * the request's place: the number of its arrival and of its turn.
 *
 * @param share probability for each request, 0 to 1
 * @param after how long after its scheduled time a request is given up, unless it has ended
 * @param seed decides which requests; it may be that of the arrivals or of the workload
 */
public record Cancellation(double share, Duration after, long seed) {
    private static final long GOLDEN_RATIO = 0x9E3779B97F4A7C15L;
    public static final Cancellation NONE = new Cancellation(0, Duration.ZERO, 0);

    public Cancellation {
        if (!(share >= 0 && share <= 1)) {
            throw new IllegalArgumentException("share of cancelled requests is " + share + ", but must be 0 to 1");
        }
        if (after.isNegative()) {
            throw new IllegalArgumentException("the time after which requests are cancelled must not be negative");
        }
    }

    /**
     * @param arrival its number
     * @param turn from 0: the turns of a conversation are decided one by one, or only first ones were ever given up
     */
    boolean givesUp(long arrival, int turn) {
        if (share == 0) {
            return false;
        }
        long ofArrival = RandomStreams.CANCELLATION.random(seed).nextLong() + arrival * GOLDEN_RATIO;
        long ofTurn = new SplittableRandom(ofArrival).nextLong() + turn * GOLDEN_RATIO;
        return new SplittableRandom(ofTurn).nextDouble() < share;
    }
}
