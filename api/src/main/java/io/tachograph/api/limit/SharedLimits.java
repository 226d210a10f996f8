package io.tachograph.api.limit;

import io.tachograph.api.redis.SharedRedis;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** Counts what all instances take that share a Redis, by its clock. Thread-safe. */
public final class SharedLimits {
    private static final String PREFIX = "tachograph:limit:";

    /** As {@link Limiter#take}: answers how far the key was ahead, and moves it when the request may pass. */
    private static final String TAKE = """
            local t = redis.call('TIME')
            local now = t[1] * 1000000 + t[2]
            local due = tonumber(redis.call('GET', KEYS[1]) or '0')
            local ahead = math.max(0, due - now)
            local each, most = tonumber(ARGV[1]), tonumber(ARGV[2])
            if ahead + each <= most + 0.5 then
                local after = ahead + each
                redis.call('SET', KEYS[1], string.format('%.0f', now + after), 'PX', math.ceil(after / 1000) + 1)
            end
            return string.format('%.0f', ahead)
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

    public SharedLimits(SharedRedis redis) {
        this.redis = redis;
    }

    /** Empty when Redis does not answer. */
    Optional<Limiter.Verdict> take(String id, Pace pace) {
        double each = pace.microsEach();
        return redis.ask(client -> client.eval(
                        TAKE,
                        List.of(PREFIX + id),
                        List.of(Double.toString(each), Double.toString(each * pace.most()))))
                .map(ahead -> Limiter.Verdict.of(Double.parseDouble(text(ahead)), 0, pace));
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
