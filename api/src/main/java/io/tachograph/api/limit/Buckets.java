package io.tachograph.api.limit;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** What has been taken in this process, by whoever takes it. Thread-safe. */
final class Buckets {
    private final LongSupplier nanoClock;
    private final Clock clock;
    /** When all that was taken will have come back. From then on it is as good as none. */
    private final Cache<String, Due> dues;

    /** @param micros on the clock of its pace */
    private record Due(double micros, Pace pace) {}

    /**
     * @param nanoClock monotonic, of what comes back steadily
     * @param clock of days
     */
    Buckets(LongSupplier nanoClock, Clock clock) {
        this.nanoClock = nanoClock;
        this.clock = clock;
        this.dues = Caffeine.newBuilder()
                .ticker(nanoClock::getAsLong)
                .expireAfter(Expiry.<String, Due>writing((id, due) -> life(due)))
                .maximumSize(100_000)
                .build();
    }

    private Duration life(Due due) {
        double now = now(due.pace());
        double left = due.pace().until(due.micros() - due.pace().reached(now), now);
        return Duration.ofNanos((long) Math.ceil(left * 1e3));
    }

    private double now(Pace pace) {
        return pace.isStepped() ? clock.millis() * 1e3 : nanoClock.getAsLong() / 1e3;
    }

    /** One more, if it may be. */
    Limiter.Verdict take(String id, Pace pace) {
        double now = now(pace);
        double reached = pace.reached(now);
        AtomicReference<Limiter.Verdict> verdict = new AtomicReference<>();
        dues.asMap().compute(id, (key, due) -> {
            double ahead = ahead(due, reached);
            Limiter.Verdict found = Limiter.Verdict.of(ahead, now, pace);
            verdict.set(found);
            return new Due(reached + (found.allowed() ? ahead + pace.microsEach() : ahead), pace);
        });
        return Objects.requireNonNull(verdict.get());
    }

    /** Whether one more might be taken, and how things stand; takes nothing. */
    Limiter.Verdict look(String id, Pace pace) {
        double now = now(pace);
        return Limiter.Verdict.of(ahead(dues.getIfPresent(id), pace.reached(now)), now, pace);
    }

    /** How many are taken and have not come back. */
    double taken(String id, Pace pace) {
        return ahead(dues.getIfPresent(id), pace.reached(now(pace))) / pace.microsEach();
    }

    /** What was taken, known only afterwards, whether it might be or not; below zero what is given back. */
    void charge(String id, Pace pace, double amount) {
        double reached = pace.reached(now(pace));
        dues.asMap()
                .compute(id, (key, due) -> new Due(reached + ahead(due, reached) + amount * pace.microsEach(), pace));
    }

    /** How much is taken, whatever was known here. */
    void settle(String id, Pace pace, double amount) {
        dues.put(id, new Due(pace.reached(now(pace)) + amount * pace.microsEach(), pace));
    }

    private static double ahead(@Nullable Due due, double reached) {
        return due == null ? 0 : Math.max(0, due.micros() - reached);
    }
}
