package io.tachograph.api;

import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.tachograph.api.answer.Envelope;
import io.tachograph.api.answer.Json;
import io.tachograph.api.dashboard.Dashboard;
import io.tachograph.api.session.SessionCookie;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Lets a request to a keyed route pass only with a known key, or with the session of one. */
final class KeyGate implements Handler {
    private static final String CALLER = "tachograph.caller";

    private final ApiKeys keys;

    KeyGate(ApiKeys keys) {
        this.keys = keys;
    }

    @Override
    public void handle(Context ctx) {
        boolean pageIsAskedFor = ctx.routeRoles().contains(Access.PAGE) && Dashboard.isAskedFor(ctx);
        if (ctx.routeRoles().contains(Access.OPEN) || pageIsAskedFor) {
            return;
        }
        @Nullable Caller caller = callerBy(ctx);
        if (caller != null) {
            ctx.attribute(CALLER, caller);
            return;
        }
        ctx.header("WWW-Authenticate", "ApiKey header=\"X-API-Key\"");
        Json.send(ctx, 401, Envelope.failure("Could not validate API key"));
        ctx.skipRemainingHandlers();
    }

    /** By the key, where one is shown; a browser shows its session. */
    private @Nullable Caller callerBy(Context ctx) {
        @Nullable String key = ctx.header("X-API-Key");
        return key != null
                ? keys.callerWith(key)
                : SessionCookie.of(ctx)
                        .flatMap(session -> keys.callerOf(session, Instant.now()))
                        .orElse(null);
    }

    /** The caller of a request that passed. */
    static Caller callerOf(Context ctx) {
        return Objects.requireNonNull(ctx.<Caller>attribute(CALLER), "A route without a key has no caller.");
    }
}
