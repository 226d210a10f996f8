package io.tachograph.api.key;

import io.tachograph.api.caller.RateLimit;
import io.tachograph.api.caller.Scope;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A key to be created.
 *
 * @param name what people will call it, 1 to 100 characters
 * @param scopes what it is for, at least one
 * @param tenant whose requests alone it sees, null for all
 * @param expiresAt when it no longer counts, null for never
 * @param limit how many requests it may send
 */
public record KeyRequest(
        String name,
        Set<Scope> scopes,
        @Nullable String tenant,
        @Nullable Instant expiresAt,
        RateLimit limit) {
    private static final int LONGEST_NAME = 100;

    /** @throws IllegalArgumentException in one sentence, when there can be no such key */
    public KeyRequest {
        checkText("name", name);
        if (tenant != null) {
            checkText("tenant", tenant);
        }
        if (scopes.isEmpty()) {
            throw new IllegalArgumentException("A key is for at least one of read, generate, write and admin.");
        }
        if (tenant != null && scopes.contains(Scope.ADMIN)) {
            throw new IllegalArgumentException(
                    "A key with the scope admin cannot be bound to a tenant: it could make keys that are not.");
        }
        scopes = Set.copyOf(scopes);
    }

    private static void checkText(String what, String text) {
        if (text.isBlank() || text.length() > LONGEST_NAME || text.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("The " + what + " of a key has 1 to " + LONGEST_NAME
                    + " characters, and none that controls a terminal.");
        }
    }

    /** @throws IllegalArgumentException when it would have expired by now */
    KeyRequest checkedAt(Instant now) {
        if (expiresAt != null && !expiresAt.isAfter(now)) {
            throw new IllegalArgumentException("The key would expire at " + expiresAt + ", which is past.");
        }
        return this;
    }
}
