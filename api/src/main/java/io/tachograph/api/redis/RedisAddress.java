package io.tachograph.api.redis;

import org.jspecify.annotations.Nullable;

/**
 * Where a Redis is.
 *
 * @param user null for the default one
 * @param password null where it wants none
 */
public record RedisAddress(
        String host,
        int port,
        @Nullable String user,
        @Nullable String password,
        int database,
        boolean tls) {
    /** Without the password. */
    @Override
    public String toString() {
        return host + ":" + port;
    }
}
