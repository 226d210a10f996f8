package io.tachograph.collectors.load;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Where a run ends and what it may not exceed.
 *
 * @param maxRequests arrivals after which it ends, null for no such limit
 * @param maxDuration time after which nothing arrives any more, null for no such limit
 * @param maxOutstanding requests that an open loop may have under way, null for no limit; an arrival beyond it is not
 *     sent but counted, because the target then sees less than the arrival process says
 */
public record Limits(
        @Nullable Long maxRequests,
        @Nullable Duration maxDuration,
        @Nullable Integer maxOutstanding) {
    public Limits {
        if (maxRequests != null && maxRequests < 1) {
            throw new IllegalArgumentException("maxRequests is " + maxRequests + ", but must be at least 1");
        }
        if (maxDuration != null) {
            Rates.checkTime("maxDuration", maxDuration);
        }
        if (maxOutstanding != null && maxOutstanding < 1) {
            throw new IllegalArgumentException("maxOutstanding is " + maxOutstanding + ", but must be at least 1");
        }
    }

    public static Limits none() {
        return new Limits(null, null, null);
    }

    public Limits withMaxRequests(long requests) {
        return new Limits(requests, maxDuration, maxOutstanding);
    }

    public Limits withMaxDuration(Duration duration) {
        return new Limits(maxRequests, duration, maxOutstanding);
    }

    public Limits withMaxOutstanding(int outstanding) {
        return new Limits(maxRequests, maxDuration, outstanding);
    }
}
