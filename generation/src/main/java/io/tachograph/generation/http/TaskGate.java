package io.tachograph.generation.http;

import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.tachograph.api.ApiKeys;
import io.tachograph.api.caller.Caller;
import io.tachograph.api.caller.Scope;
import io.tachograph.api.key.KeyBook;
import io.tachograph.api.limit.Limiter;
import org.jspecify.annotations.Nullable;

/** Lets a request pass only with a known key that has not sent too many. */
final class TaskGate implements Handler {
    private final KeyBook keys;
    private final Limiter limiter = new Limiter();

    TaskGate(KeyBook keys) {
        this.keys = keys;
    }

    @Override
    public void handle(Context ctx) {
        if (ctx.routeRoles().contains(Access.OPEN)) {
            return;
        }
        CrossOrigin.allow(ctx);
        @Nullable Caller caller = keys.ring().callerWith(keyOf(ctx), keys.now());
        if (caller == null) {
            ctx.header("WWW-Authenticate", "ApiKey header=\"X-API-Key\"");
            throw new Refusal(401, "Invalid API key");
        }
        Limiter.Verdict verdict = limiter.take(caller.id(), caller.limit());
        if (!verdict.allowed()) {
            ctx.header("Retry-After", Long.toString(verdict.retryAfterSeconds()));
            throw Refusal.tooMuch();
        }
        if (!caller.scopes().contains(Scope.GENERATE)) {
            throw new Refusal(403, "This key may not generate");
        }
        caller.identify(ctx);
    }

    private static @Nullable String keyOf(Context ctx) {
        @Nullable String key = ApiKeys.shownIn(ctx);
        boolean mayBeInQuery = ctx.routeRoles().contains(Access.KEYED_BY_QUERY);
        return key == null && mayBeInQuery ? ctx.queryParam("api_key") : key;
    }
}
