package io.tachograph.api.key;

import io.tachograph.api.caller.Caller;
import io.tachograph.api.caller.RateLimit;
import io.tachograph.api.caller.Scope;
import io.tachograph.store.StoredKey;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A key that counts.
 *
 * @param caller who shows it
 * @param digest SHA-256 of the key; nobody's to change
 * @param expiresAt when it no longer counts, null for never
 */
@SuppressWarnings("ArrayRecordComponent") // Compared by MessageDigest.isEqual only.
public record KnownKey(
        Caller caller, byte[] digest, @Nullable Instant expiresAt) {
    static KnownKey of(StoredKey key) {
        Set<Scope> scopes = key.scopes().stream()
                .map(Scope::named)
                .flatMap(Optional::stream)
                .collect(Collectors.toSet());
        Caller caller = new Caller(
                key.id(),
                key.name(),
                key.hint(),
                scopes,
                key.tenant(),
                new RateLimit(key.requestsPerMinute(), key.burst()));
        return new KnownKey(caller, key.digest(), key.expiresAt());
    }

    boolean countsAt(Instant now) {
        return expiresAt == null || now.isBefore(expiresAt);
    }

    /** Without the digest, by which sessions are signed. */
    @Override
    public String toString() {
        return "KnownKey[" + caller.id() + "]";
    }
}
