package io.tachograph.client.load;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Where a run ends and what it may not exceed.
 *
 * @param maxRequests arrivals after which it ends, null for no such limit
 * @param maxDuration time after which nothing arrives any more, null for no such limit
 * @param maxOutstanding requests that an open loop may have in flight, null for no limit; an arrival beyond it is not
 *     sent but counted, because the target then sees less than the arrival process says
 * @param maxBytes memory that an open loop's requests in flight may take, by estimate: their prompts, connections and what
 *     is kept of their answers; null for no limit. What arrives beyond is counted in the same way, so that a target that
 *     falls behind costs a run some requests and not its life
 */
public record Limits(
        @Nullable Long maxRequests,
        @Nullable Duration maxDuration,
        @Nullable Integer maxOutstanding,
        @Nullable Long maxBytes) {
    public Limits {
        if (maxRequests != null && maxRequests < 1) {
            throw new IllegalArgumentException("maxRequests is " + maxRequests + ", but must be at least 1");
        }
        if (maxDuration != null) {
            RateFormat.checkTime("maxDuration", maxDuration);
        }
        if (maxOutstanding != null && maxOutstanding < 1) {
            throw new IllegalArgumentException("maxOutstanding is " + maxOutstanding + ", but must be at least 1");
        }
        if (maxBytes != null && maxBytes < 1) {
            throw new IllegalArgumentException("maxBytes is " + maxBytes + ", but must be at least 1");
        }
    }

    /** Whatever memory it takes. */
    public Limits(@Nullable Long maxRequests, @Nullable Duration maxDuration, @Nullable Integer maxOutstanding) {
        this(maxRequests, maxDuration, maxOutstanding, null);
    }

    public static Limits none() {
        return new Limits(null, null, null);
    }

    public Limits withMaxRequests(long requests) {
        return new Limits(requests, maxDuration, maxOutstanding, maxBytes);
    }

    public Limits withMaxDuration(Duration duration) {
        return new Limits(maxRequests, duration, maxOutstanding, maxBytes);
    }

    public Limits withMaxOutstanding(int outstanding) {
        return new Limits(maxRequests, maxDuration, outstanding, maxBytes);
    }

    public Limits withMaxBytes(long bytes) {
        return new Limits(maxRequests, maxDuration, maxOutstanding, bytes);
    }
}
