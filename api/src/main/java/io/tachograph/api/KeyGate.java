package io.tachograph.api;

import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.tachograph.api.answer.Envelope;
import io.tachograph.api.answer.Json;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Lets a request to a keyed route pass only with a known key. */
final class KeyGate implements Handler {
    private static final String CALLER = "tachograph.caller";

    private final ApiKeys keys;

    KeyGate(ApiKeys keys) {
        this.keys = keys;
    }

    @Override
    public void handle(Context ctx) {
        if (!ctx.routeRoles().contains(Access.KEYED)) {
            return;
        }
        @Nullable Caller caller = keys.callerWith(ctx.header("X-API-Key"));
        if (caller != null) {
            ctx.attribute(CALLER, caller);
            return;
        }
        ctx.header("WWW-Authenticate", "ApiKey header=\"X-API-Key\"");
        Json.send(ctx, 401, Envelope.failure("Could not validate API key"));
        ctx.skipRemainingHandlers();
    }

    /** The caller of a request that passed. */
    static Caller callerOf(Context ctx) {
        return Objects.requireNonNull(ctx.<Caller>attribute(CALLER), "A route without a key has no caller.");
    }
}
