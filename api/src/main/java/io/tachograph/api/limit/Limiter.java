package io.tachograph.api.limit;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import io.tachograph.api.caller.RateLimit;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Counts the requests of this process, or of all that share a Redis, and says which may pass. Thread-safe. */
public final class Limiter {
    private final LongSupplier nanoClock;
    private final @Nullable SharedLimits shared;
    /** When each key will have waited for all that it sent, microseconds of the clock. From then on it is as good as none. */
    private final Cache<String, Double> dueMicros;

    public Limiter() {
        this(System::nanoTime, null);
    }

    /** @param shared where all instances count, as long as it can be reached; null where each counts for itself */
    public Limiter(@Nullable SharedLimits shared) {
        this(System::nanoTime, shared);
    }

    /** @param nanoClock monotonic */
    Limiter(LongSupplier nanoClock, @Nullable SharedLimits shared) {
        this.nanoClock = nanoClock;
        this.shared = shared;
        this.dueMicros = Caffeine.newBuilder()
                .ticker(nanoClock::getAsLong)
                .expireAfter(Expiry.<String, Double>writing((id, due) -> until(due)))
                .maximumSize(100_000)
                .build();
    }

    private Duration until(double due) {
        return Duration.ofNanos(Math.max(0, (long) (due * 1e3) - nanoClock.getAsLong()));
    }

    /** One request of a key: whether it may pass, and how things stand then. */
    public Verdict take(String keyId, RateLimit limit) {
        return (shared == null ? Optional.<Verdict>empty() : shared.take(keyId, limit))
                .orElseGet(() -> takeHere(keyId, limit));
    }

    private Verdict takeHere(String keyId, RateLimit limit) {
        double now = nanoClock.getAsLong() / 1e3;
        AtomicReference<Verdict> verdict = new AtomicReference<>();
        dueMicros.asMap().compute(keyId, (id, due) -> {
            double ahead = due == null ? 0 : Math.max(0, due - now);
            Verdict found = Verdict.of(ahead, limit);
            verdict.set(found);
            return now + (found.allowed() ? ahead + Verdict.microsEach(limit) : ahead);
        });
        return Objects.requireNonNull(verdict.get());
    }

    /** Whether one more would pass, and how things stand; takes nothing. */
    public Verdict look(String keyId, RateLimit limit) {
        @Nullable Double due = dueMicros.getIfPresent(keyId);
        return Verdict.of(due == null ? 0 : Math.max(0, due - nanoClock.getAsLong() / 1e3), limit);
    }

    /** What a key has used, known only afterwards: it passes whatever the limit, and those that follow wait for it. */
    public void charge(String keyId, RateLimit limit, long used) {
        double now = nanoClock.getAsLong() / 1e3;
        double more = used * Verdict.microsEach(limit);
        dueMicros.asMap().compute(keyId, (id, due) -> Math.max(now, due == null ? now : due) + more);
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
         * By the generic cell rate algorithm: a key that sends at its rate is always on time, and may run ahead of it by its
         * burst.
         *
         * @param aheadMicros how far the key was ahead of its rate before this request, 0 when it was not
         */
        static Verdict of(double aheadMicros, RateLimit limit) {
            double each = microsEach(limit);
            double most = each * limit.burst();
            double after = aheadMicros + each;
            boolean allowed = after <= most + 0.5;
            double ahead = allowed ? after : aheadMicros;
            return new Verdict(
                    allowed,
                    Math.max(0, (long) ((most - ahead) / each + 1e-6)),
                    allowed ? 0 : seconds(after - most),
                    seconds(ahead));
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

        static double microsEach(RateLimit limit) {
            return 60e6 / limit.perMinute();
        }

        private static long seconds(double micros) {
            return (long) Math.ceil(micros / 1e6);
        }
    }
}
