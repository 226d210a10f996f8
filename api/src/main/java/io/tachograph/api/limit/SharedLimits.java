package io.tachograph.api.limit;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.tachograph.api.redis.SharedRedis;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Counts what all instances take that share a Redis, by its clock. Of a limit of thousands a second an instance takes a small
 * part in advance, and passes it on without asking. Thread-safe.
 */
public final class SharedLimits {
    private static final String PREFIX = "tachograph:limit:";

    /** Of what may be taken at once, and of what comes back in a second. */
    private static final int PARTS = 64;

    /** What is not passed on until then is lost; as much has come back since, many times over. */
    private static final Duration IN_ADVANCE = Duration.ofSeconds(1);

    /**
     * As {@link Limiter#take}: answers how far the key was ahead, and moves it by as many requests of those asked for as may
     * pass.
     */
    private static final String TAKE = """
            local t = redis.call('TIME')
            local now = t[1] * 1000000 + t[2]
            local due = tonumber(redis.call('GET', KEYS[1]) or '0')
            local ahead = math.max(0, due - now)
            local each, most = tonumber(ARGV[1]), tonumber(ARGV[2])
            local taken = math.min(tonumber(ARGV[3]), math.floor((most + 0.5 - ahead) / each))
            if taken > 0 then
                local after = ahead + taken * each
                redis.call('SET', KEYS[1], string.format('%.0f', now + after), 'PX', math.ceil(after / 1000) + 1)
            end
            return {string.format('%.0f', ahead), taken}
            """;

    /** As {@link Buckets#charge}: answers how far ahead that is then. */
    private static final String CHARGE = """
            local t = redis.call('TIME')
            local now = t[1] * 1000000 + t[2]
            local more, step = tonumber(ARGV[1]), tonumber(ARGV[2])
            local reached = now
            if step > 0 then
                reached = now - now % step
            end
            local ahead = math.max(0, tonumber(redis.call('GET', KEYS[1]) or '0') - reached)
            if more ~= 0 then
                ahead = math.max(0, ahead + more)
                local life = ahead
                if step > 0 then
                    life = reached + math.ceil(ahead / step) * step - now
                end
                redis.call('SET', KEYS[1], string.format('%.0f', reached + ahead), 'PX', math.ceil(life / 1000) + 1)
            end
            return string.format('%.0f', ahead)
            """;

    private final SharedRedis redis;
    private final Cache<String, Advance> advances = Caffeine.newBuilder()
            .expireAfterWrite(IN_ADVANCE)
            .maximumSize(100_000)
            .build();

    /**
     * Requests that may pass without asking.
     *
     * @param last how things stand after the last of them
     */
    private record Advance(AtomicLong left, Limiter.Verdict last) {}

    public SharedLimits(SharedRedis redis) {
        this.redis = redis;
    }

    /** Empty when Redis does not answer. */
    Optional<Limiter.Verdict> take(String id, Pace pace) {
        @Nullable Advance advance = advances.getIfPresent(id);
        long left = advance == null ? -1 : advance.left().decrementAndGet();
        return advance == null || left < 0
                ? askFor(id, pace)
                : Optional.of(advance.last().with(left));
    }

    private Optional<Limiter.Verdict> askFor(String id, Pace pace) {
        double each = pace.microsEach();
        long wanted = Math.max(1, (long) (Math.min(pace.most(), 1e6 / each) / PARTS));
        return redis.ask(client -> client.eval(
                        TAKE,
                        List.of(PREFIX + id),
                        List.of(Double.toString(each), Double.toString(each * pace.most()), Long.toString(wanted))))
                .map(answer -> {
                    List<?> parts = (List<?>) answer;
                    double ahead = Double.parseDouble(text(parts.get(0)));
                    long more = Math.max(0, (Long) parts.get(1) - 1);
                    Limiter.Verdict last = Limiter.Verdict.of(ahead + more * each, 0, pace);
                    if (more > 0) {
                        advances.put(id, new Advance(new AtomicLong(more), last));
                    }
                    return last.with(more);
                });
    }

    /**
     * Adds to what is taken.
     *
     * @param amount 0 asks only
     * @return how much is taken of all instances and has not come back; empty when Redis does not answer
     */
    OptionalDouble charge(String id, Pace pace, double amount) {
        return redis.ask(client -> client.eval(
                        CHARGE,
                        List.of(PREFIX + id),
                        List.of(Double.toString(amount * pace.microsEach()), Long.toString(pace.stepMicros()))))
                .map(ahead -> OptionalDouble.of(Double.parseDouble(text(ahead)) / pace.microsEach()))
                .orElseGet(OptionalDouble::empty);
    }

    private static String text(Object answer) {
        return answer instanceof byte[] bytes ? new String(bytes, StandardCharsets.UTF_8) : String.valueOf(answer);
    }
}
