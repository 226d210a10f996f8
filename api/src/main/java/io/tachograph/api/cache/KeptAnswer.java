package io.tachograph.api.cache;

import org.jspecify.annotations.Nullable;

/**
 * An answer as it is sent.
 *
 * @param contentType of the body
 * @param body before compression
 * @param etag changes when what it says does
 * @param maxAgeSeconds how long whoever gets it may keep it
 * @param next path and query of what follows, null when nothing does
 * @param madeAtMillis wall-clock time at which the database was read
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
public record KeptAnswer(
        String contentType,
        byte[] body,
        String etag,
        int maxAgeSeconds,
        @Nullable String next,
        long madeAtMillis) {}
