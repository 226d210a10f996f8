package io.tachograph.store;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A key of a caller of the API as it is stored: without the key.
 *
 * @param id stands for the key wherever it is spoken of
 * @param name what people call it
 * @param digest SHA-256 of the key; nobody's to change
 * @param hint its last characters, so that its owner can tell which one it is
 * @param scopes what it is for
 * @param tenant whose requests alone it sees, null for all
 * @param requestsPerMinute that it may send in the long run
 * @param burst requests that it may send at once
 * @param createdBy id of its creator
 * @param expiresAt when it no longer counts, null for never
 * @param revokedAt when it was revoked, null while it counts
 */
@SuppressWarnings("ArrayRecordComponent") // Compared by MessageDigest.isEqual only.
public record StoredKey(
        String id,
        String name,
        byte[] digest,
        String hint,
        List<String> scopes,
        @Nullable String tenant,
        int requestsPerMinute,
        int burst,
        Instant createdAt,
        String createdBy,
        @Nullable Instant expiresAt,
        @Nullable Instant revokedAt) {
    public StoredKey {
        scopes = List.copyOf(scopes);
    }

    /** Without the digest, by which sessions are signed. */
    @Override
    public String toString() {
        return "StoredKey[" + id + " " + name + "]";
    }
}
