package io.tachograph.client.http;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The key that a caller of one of our servers shows. */
public final class ShownKey {
    private static final String BEARER = "bearer ";

    private ShownKey() {}

    /** As {@code X-API-Key} or as {@code Authorization: Bearer}; null for none. Thread-safe. */
    public static @Nullable String of(HttpHeaders headers) {
        @Nullable String key = headers.get("x-api-key");
        @Nullable String authorization = headers.get(HttpHeaderNames.AUTHORIZATION);
        return key == null
                        && authorization != null
                        && authorization.toLowerCase(Locale.ROOT).startsWith(BEARER)
                ? authorization.substring(BEARER.length()).strip()
                : key;
    }
}
