package io.tachograph.api.key;

import io.tachograph.api.caller.Caller;
import io.tachograph.api.caller.RateLimit;
import io.tachograph.api.session.SessionToken;
import io.tachograph.store.Sha256;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Keys that count, by their digests. Nothing that it says contains a key. Immutable. */
public final class KeyRing {
    private final List<KnownKey> known;

    public KeyRing(List<KnownKey> known) {
        this.known = List.copyOf(known);
    }

    /** These keys and more. */
    KeyRing with(List<KnownKey> more) {
        List<KnownKey> all = new ArrayList<>(known);
        all.addAll(more);
        return new KeyRing(all);
    }

    /** All but the key of this id. */
    KeyRing without(String id) {
        return new KeyRing(
                known.stream().filter(key -> !key.caller().id().equals(id)).toList());
    }

    /** The same keys, each of which may send so many requests. */
    public KeyRing limitedTo(RateLimit limit) {
        return new KeyRing(known.stream()
                .map(key -> new KnownKey(key.caller().limitedTo(limit), key.digest(), key.expiresAt()))
                .toList());
    }

    /** Who shows this key, or null when nobody may. Takes the same time for every key of one length. */
    public @Nullable Caller callerWith(@Nullable String presented, Instant now) {
        KnownKey key = presented == null ? null : find(presented, now);
        return key == null ? null : key.caller();
    }

    /** A session of a key until a time, or until the key expires; empty when nobody knows the key. */
    public Optional<SessionToken> sessionOf(String presented, Instant now, Instant endsAt) {
        KnownKey key = find(presented, now);
        if (key == null) {
            return Optional.empty();
        }
        Instant expiry = key.expiresAt();
        Instant end = expiry != null && expiry.isBefore(endsAt) ? expiry : endsAt;
        Instant whole = Instant.ofEpochSecond(end.getEpochSecond());
        return Optional.of(SessionToken.sign(key.caller().id(), whole, key.digest()));
    }

    /** Whose session this is; empty when it ended or its key no longer counts. */
    public Optional<Caller> callerOf(SessionToken session, Instant now) {
        return known.stream()
                .filter(key -> key.caller().id().equals(session.keyId())
                        && key.countsAt(now)
                        && session.isGood(key.digest(), now))
                .map(key -> key.caller().inSession())
                .findFirst();
    }

    private @Nullable KnownKey find(String presented, Instant now) {
        byte[] digest = digest(presented);
        KnownKey found = null;
        for (KnownKey key : known) {
            // No early exit: the time must not tell which key it was.
            if (MessageDigest.isEqual(key.digest(), digest)) {
                found = key;
            }
        }
        return found != null && found.countsAt(now) ? found : null;
    }

    /** SHA-256 of a key. Keys are long and random, or their owner's concern: a slow digest would only serve whoever floods. */
    public static byte[] digest(String key) {
        return Sha256.of(key);
    }

    @Override
    public String toString() {
        return "KeyRing[" + known.size() + "]";
    }
}
