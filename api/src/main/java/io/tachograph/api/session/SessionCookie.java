package io.tachograph.api.session;

import io.javalin.http.Context;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The cookie that carries a session: no script can read it, and no other site makes a browser send it. */
public final class SessionCookie {
    /** How long a session lasts. */
    static final Duration LASTS = Duration.ofDays(30);

    private static final String NAME = "tachograph_session";

    private SessionCookie() {}

    /** The session that a request shows. */
    public static Optional<SessionToken> of(Context ctx) {
        @Nullable String value = ctx.cookie(NAME);
        return value == null ? Optional.empty() : SessionToken.parse(value);
    }

    static void set(Context ctx, SessionToken session) {
        write(ctx, session.text(), LASTS);
    }

    static void clear(Context ctx) {
        write(ctx, "", Duration.ZERO);
    }

    private static void write(Context ctx, String value, Duration lasts) {
        boolean encrypted = ctx.req().isSecure() || "https".equalsIgnoreCase(ctx.header("X-Forwarded-Proto"));
        ctx.header(
                "Set-Cookie",
                NAME + "=" + value + "; Path=/; Max-Age=" + lasts.toSeconds() + "; HttpOnly; SameSite=Strict"
                        + (encrypted ? "; Secure" : ""));
    }
}
