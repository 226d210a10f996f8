package io.tachograph.api.key;

import io.tachograph.api.caller.Scope;
import io.tachograph.store.StoredKey;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.HexFormat;

/**
 * A key that was just made: the only time that it is seen.
 *
 * @param text what its owner shows
 * @param stored what is kept of it
 */
public record IssuedKey(String text, StoredKey stored) {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int SECRET_BYTES = 32;
    private static final int ID_BYTES = 6;
    private static final int HINT = 4;

    /**
     * A new one.
     *
     * @param createdBy id of whoever asks for it
     * @throws IllegalArgumentException in one sentence, when it would have expired by now
     */
    public static IssuedKey of(KeyRequest request, String createdBy, Instant now) {
        request.checkedAt(now);
        // So begins no other kind of secret: scanners of source code can be told of it.
        String text = "tachograph_" + Base64.getUrlEncoder().withoutPadding().encodeToString(random(SECRET_BYTES));
        StoredKey stored = new StoredKey(
                "k-" + HexFormat.of().formatHex(random(ID_BYTES)),
                request.name(),
                KeyRing.digest(text),
                "…" + text.substring(text.length() - HINT),
                request.scopes().stream().sorted().map(Scope::text).toList(),
                request.tenant(),
                request.limit().perMinute(),
                request.limit().burst(),
                now.truncatedTo(ChronoUnit.MICROS),
                createdBy,
                request.expiresAt(),
                null);
        return new IssuedKey(text, stored);
    }

    private static byte[] random(int bytes) {
        byte[] made = new byte[bytes];
        RANDOM.nextBytes(made);
        return made;
    }

    /** Without the key. */
    @Override
    public String toString() {
        return "IssuedKey[" + stored + "]";
    }
}
