package io.tachograph.api.session;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Links that sign a browser in, each once and within an hour. Thread-safe. */
public final class SignInLinks {
    private static final Duration LASTS = Duration.ofHours(1);

    private final SecureRandom random = new SecureRandom();
    private final Map<String, Link> open = new ConcurrentHashMap<>();
    private final Clock clock;

    public SignInLinks(Clock clock) {
        this.clock = clock;
    }

    /** A new token that stands for a key. */
    public String make(String key) {
        byte[] bytes = new byte[24];
        random.nextBytes(bytes);
        String token = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        open.put(token, new Link(key, clock.instant().plus(LASTS)));
        return token;
    }

    /** The key that a token stands for; empty when it was used, is too old, or never was one. */
    Optional<String> redeem(String token) {
        return Optional.ofNullable(open.remove(token))
                .filter(link -> clock.instant().isBefore(link.endsAt()))
                .map(Link::key);
    }

    private record Link(String key, Instant endsAt) {
        @Override
        public String toString() {
            return "Link[until " + endsAt + "]";
        }
    }
}
