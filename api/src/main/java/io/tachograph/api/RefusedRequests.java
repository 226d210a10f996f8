package io.tachograph.api;

import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.tachograph.api.audit.AuditLog;
import io.tachograph.api.audit.RefusedCall;
import io.tachograph.api.caller.Caller;
import io.tachograph.api.metrics.HttpMetrics;
import java.util.Set;

/** Notes in the audit log who was refused a route that takes a key: for the key, its scopes, its tenant or its limit. */
final class RefusedRequests implements Handler {
    private static final Set<Integer> REFUSALS = Set.of(401, 403, 429);

    private final AuditLog audit;

    RefusedRequests(AuditLog audit) {
        this.audit = audit;
    }

    @Override
    public void handle(Context ctx) {
        if (takesAKey(ctx) && (REFUSALS.contains(ctx.statusCode()) || RefusedCall.isIn(ctx))) {
            String who = Caller.known(ctx).map(Caller::id).orElse(AuditLog.NOBODY);
            audit.refused(ctx, who, "request", ctx.method() + " " + HttpMetrics.routeOf(ctx));
        }
    }

    private static boolean takesAKey(Context ctx) {
        return ctx.routeRoles().stream().anyMatch(role -> role instanceof Access access && access.scope() != null);
    }
}
