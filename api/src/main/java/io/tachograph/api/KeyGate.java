package io.tachograph.api;

import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.tachograph.api.answer.Envelope;
import io.tachograph.api.answer.Json;
import io.tachograph.api.answer.Problem;
import io.tachograph.api.caller.Caller;
import io.tachograph.api.caller.Scope;
import io.tachograph.api.dashboard.Dashboard;
import io.tachograph.api.key.KeyBook;
import io.tachograph.api.limit.Limiter;
import io.tachograph.api.session.SessionCookie;
import io.tachograph.api.session.SessionToken;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Lets a request to a keyed route pass only with a known key, or the session of one, that is for it and has not sent too
 * many.
 */
final class KeyGate implements Handler {
    private static final String UNKNOWN = "Could not validate API key";

    private final KeyBook keys;
    private final Limiter limiter;
    private final RefusedRequests refused;

    KeyGate(KeyBook keys, Limiter limiter, RefusedRequests refused) {
        this.keys = keys;
        this.limiter = limiter;
        this.refused = refused;
    }

    @Override
    public void handle(Context ctx) {
        for (Access access : Access.values()) {
            @Nullable Scope scope = access.scope();
            if (scope != null && isGuarded(ctx, access) && !passes(ctx, access, scope)) {
                ctx.skipRemainingHandlers();
                // What comes after other requests is skipped, too.
                refused.handle(ctx);
            }
        }
    }

    private static boolean isGuarded(Context ctx, Access access) {
        return ctx.routeRoles().contains(access) && !(access == Access.PAGE && Dashboard.isAskedFor(ctx));
    }

    private boolean passes(Context ctx, Access access, Scope scope) {
        Supplier<Optional<Caller>> shown = shownIn(ctx);
        @Nullable Caller caller = shown.get().orElse(null);
        if (caller == null) {
            ctx.header("WWW-Authenticate", "ApiKey header=\"X-API-Key\"");
            return refuse(ctx, access, 401, UNKNOWN);
        }
        caller.identify(ctx, () -> shown.get().isPresent());
        Limiter.Verdict verdict = limiter.take(caller.id(), caller.limit());
        verdict.headers(caller.limit()).forEach(ctx::header);
        if (!verdict.allowed()) {
            return refuse(ctx, access, 429, caller.limit().sentence());
        }
        if (!caller.scopes().contains(scope)) {
            return refuse(ctx, access, 403, "This needs a key with the scope " + scope.text() + ".");
        }
        if (caller.tenant() != null && access.ofAllTenants()) {
            return refuse(ctx, access, 403, "This key is bound to a tenant, and this is not counted by tenant.");
        }
        return true;
    }

    /** Who sends the request, whenever it is asked: by the key, where one is shown; a browser shows its session. */
    private Supplier<Optional<Caller>> shownIn(Context ctx) {
        @Nullable String key = ApiKeys.shownIn(ctx);
        if (key != null) {
            return () -> Optional.ofNullable(keys.ring().callerWith(key, keys.now()));
        }
        Optional<SessionToken> session = SessionCookie.of(ctx);
        return () -> session.flatMap(token -> keys.ring().callerOf(token, keys.now()));
    }

    private static boolean refuse(Context ctx, Access access, int status, String sentence) {
        if (access.inEnvelope()) {
            Json.send(ctx, status, Envelope.failure(sentence));
        } else {
            Problem.of(status, sentence).send(ctx);
        }
        return false;
    }
}
