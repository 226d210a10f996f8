package io.tachograph.api;

import io.javalin.security.RouteRole;
import io.tachograph.api.caller.Scope;
import org.jspecify.annotations.Nullable;

/** Who may call a route. */
enum Access implements RouteRole {
    /** Everybody. */
    OPEN(null, false),
    /** Who asks for a page; programs need a key, and are refused in the envelope. */
    PAGE(Scope.READ, true),
    /** Who may read, and is refused in the envelope of the benchmark API. */
    ENVELOPED(Scope.READ, true),
    READ(Scope.READ, false),
    /** Who may read what is of all tenants together. */
    READ_ALL(Scope.READ, false),
    WRITE(Scope.WRITE, false),
    ADMIN(Scope.ADMIN, false);

    private final @Nullable Scope scope;
    private final boolean inEnvelope;

    Access(@Nullable Scope scope, boolean inEnvelope) {
        this.scope = scope;
        this.inEnvelope = inEnvelope;
    }

    /** Whether it concerns all tenants together, which is not for a key that is bound to one. */
    boolean ofAllTenants() {
        return this == ENVELOPED || this == READ_ALL || this == WRITE;
    }

    /** What a key has to be for; null where none is needed. */
    @Nullable
    Scope scope() {
        return scope;
    }

    boolean inEnvelope() {
        return inEnvelope;
    }
}
