package io.tachograph.api.limit;

import io.tachograph.api.caller.RateLimit;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Counts the requests of this process, or of all that share a Redis, and says which may pass. Thread-safe. */
public final class Limiter {
    private final Buckets buckets;
    private final @Nullable SharedLimits shared;

    public Limiter() {
        this(System::nanoTime, null);
    }

    /** @param shared where all instances count, as long as it can be reached; null where each counts for itself */
    public Limiter(@Nullable SharedLimits shared) {
        this(System::nanoTime, shared);
    }

    /** @param nanoClock monotonic */
    Limiter(LongSupplier nanoClock, @Nullable SharedLimits shared) {
        this.buckets = new Buckets(nanoClock, Clock.systemUTC());
        this.shared = shared;
    }

    /** One request of a key: whether it may pass, and how things stand then. */
    public Verdict take(String keyId, RateLimit limit) {
        Pace pace = Pace.of(limit);
        return (shared == null ? Optional.<Verdict>empty() : shared.take(keyId, pace))
                .orElseGet(() -> buckets.take(keyId, pace));
    }

    /**
     * How things stand.
     *
     * @param allowed whether it may pass
     * @param remaining how many may follow at once
     * @param retryAfterSeconds when one may pass again; 0 when it may now
     * @param resetSeconds when as many as ever may be sent at once again
     */
    public record Verdict(boolean allowed, long remaining, long retryAfterSeconds, long resetSeconds) {
        /**
         * By the generic cell rate algorithm: who takes as fast as it comes back is always on time, and may run ahead of that
         * by as much as may be taken at once.
         *
         * @param aheadMicros how far ahead he was before this one, 0 when he was not
         */
        static Verdict of(double aheadMicros, double nowMicros, Pace pace) {
            double each = pace.microsEach();
            double most = each * pace.most();
            double after = aheadMicros + each;
            boolean allowed = after <= most + Math.min(0.5, each / 2);
            double ahead = allowed ? after : aheadMicros;
            return new Verdict(
                    allowed,
                    Math.max(0, (long) ((most - ahead) / each + 1e-6)),
                    allowed ? 0 : seconds(pace.until(after - most, nowMicros)),
                    seconds(pace.until(ahead, nowMicros)));
        }

        /** The same, when so many more may follow at once. */
        Verdict with(long more) {
            return new Verdict(allowed, remaining + more, retryAfterSeconds, resetSeconds);
        }

        /** What an answer says of it, as headers. */
        public Map<String, String> headers(RateLimit limit) {
            Map<String, String> headers = new LinkedHashMap<>();
            headers.put("RateLimit-Limit", Integer.toString(limit.burst()));
            headers.put("RateLimit-Remaining", Long.toString(remaining));
            headers.put("RateLimit-Reset", Long.toString(resetSeconds));
            if (!allowed) {
                headers.put("Retry-After", Long.toString(retryAfterSeconds));
            }
            return headers;
        }

        private static long seconds(double micros) {
            return (long) Math.ceil(micros / 1e6);
        }
    }
}
