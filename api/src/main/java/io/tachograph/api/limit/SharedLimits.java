package io.tachograph.api.limit;

import io.tachograph.api.caller.RateLimit;
import io.tachograph.api.redis.SharedRedis;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** Counts the requests of all instances that share a Redis, by its clock. Thread-safe. */
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

    private final SharedRedis redis;

    public SharedLimits(SharedRedis redis) {
        this.redis = redis;
    }

    /** Empty when Redis does not answer. */
    Optional<Limiter.Verdict> take(String keyId, RateLimit limit) {
        double each = Limiter.Verdict.microsEach(limit);
        return redis.ask(client -> client.eval(
                        TAKE,
                        List.of(PREFIX + keyId),
                        List.of(Double.toString(each), Double.toString(each * limit.burst()))))
                .map(ahead -> Limiter.Verdict.of(Double.parseDouble(text(ahead)), limit));
    }

    private static String text(Object answer) {
        return answer instanceof byte[] bytes ? new String(bytes, StandardCharsets.UTF_8) : String.valueOf(answer);
    }
}
