package io.tachograph.api;

import io.javalin.http.Context;
import io.tachograph.api.caller.Caller;
import io.tachograph.api.caller.RateLimit;
import io.tachograph.api.key.KeyRing;
import io.tachograph.api.key.KnownKey;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The keys that callers may show in {@code X-API-Key}. Holds digests only; nothing that it says or throws contains a
 * key. Immutable.
 */
public final class ApiKeys {
    /** Shortest key that is accepted. */
    public static final int MIN_LENGTH = 8;

    private static final int MAX_LENGTH = 200;
    private static final String BEARER = "Bearer ";

    private final KeyRing ring;

    private ApiKeys(KeyRing ring) {
        this.ring = ring;
    }

    private ApiKeys(List<String> keys, String source) {
        if (keys.isEmpty()) {
            throw new IllegalArgumentException(source + " has no key: give at least one.");
        }
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < keys.size(); i++) {
            String complaint = complaintAbout(keys.get(i), seen);
            if (complaint != null) {
                throw new IllegalArgumentException("Key " + (i + 1) + " of " + source + " " + complaint + ".");
            }
        }
        this.ring = new KeyRing(IntStream.range(0, keys.size())
                .mapToObj(i -> new KnownKey(
                        Caller.configured(i + 1, keys.get(i), RateLimit.USUAL), KeyRing.digest(keys.get(i)), null))
                .toList());
    }

    /**
     * These keys.
     *
     * @throws IllegalArgumentException when there is none, or one is too short, unprintable or there twice
     */
    public static ApiKeys of(List<String> keys) {
        return new ApiKeys(keys, "The list of API keys");
    }

    /** The same keys, each of which may send so many requests. */
    public ApiKeys limitedTo(RateLimit limit) {
        return new ApiKeys(ring.limitedTo(limit));
    }

    /**
     * Keys separated by commas; blanks around them do not count.
     *
     * @throws IllegalArgumentException as {@link #of}, and when nothing stands between two commas
     */
    public static ApiKeys parse(String commaSeparated) {
        return parse(commaSeparated, "The list of API keys");
    }

    /**
     * The keys in {@code API_KEYS}, or else the one in {@code API_KEY}.
     *
     * @return empty when neither variable is there
     * @throws IllegalArgumentException as {@link #parse}, naming the variable; also when both are there
     */
    public static Optional<ApiKeys> fromEnvironment(Map<String, String> environment) {
        @Nullable String several = environment.get("API_KEYS");
        @Nullable String one = environment.get("API_KEY");
        if (several != null && one != null) {
            throw new IllegalArgumentException("Both API_KEYS and API_KEY are set: leave one of them out.");
        }
        if (several != null) {
            return Optional.of(parse(several, "API_KEYS"));
        }
        return one == null ? Optional.empty() : Optional.of(new ApiKeys(List.of(one.strip()), "API_KEY"));
    }

    /** The first of the keys in the environment, if there is one. */
    public static Optional<String> firstIn(Map<String, String> environment) {
        @Nullable String keys = environment.getOrDefault("API_KEYS", environment.get("API_KEY"));
        return keys == null ? Optional.empty() : Optional.of(keys.split(",", 2)[0].strip());
    }

    private static ApiKeys parse(String commaSeparated, String source) {
        List<String> keys =
                Arrays.stream(commaSeparated.split(",", -1)).map(String::strip).toList();
        return new ApiKeys(keys, source);
    }

    private static @Nullable String complaintAbout(String key, Set<String> seen) {
        if (key.isBlank()) {
            return "is empty";
        }
        if (key.length() < MIN_LENGTH) {
            return "is too short: it has " + key.length() + " characters, the minimum is " + MIN_LENGTH;
        }
        if (key.length() > MAX_LENGTH) {
            return "is too long: it has " + key.length() + " characters, the maximum is " + MAX_LENGTH;
        }
        if (!key.chars().allMatch(c -> c > ' ' && c < 127)) {
            return "has a blank or a character that is not ASCII, which no header can carry";
        }
        return seen.add(key) ? null : "is listed twice";
    }

    /** The key that a request shows in {@code X-API-Key}, or else as a bearer; null when it shows none. */
    public static @Nullable String shownIn(Context ctx) {
        @Nullable String key = ctx.header("X-API-Key");
        @Nullable String authorization = ctx.header("Authorization");
        return key == null && authorization != null && authorization.startsWith(BEARER)
                ? authorization.substring(BEARER.length())
                : key;
    }

    /** The keys that count. */
    public KeyRing ring() {
        return ring;
    }

    @Override
    public String toString() {
        return "ApiKeys[" + ring + "]";
    }
}
