package io.tachograph.api.limit;

import org.jspecify.annotations.Nullable;

/**
 * Whose budgets a request uses.
 *
 * @param keyId stands for the caller's key, never the key
 * @param keyName as budgets call it
 * @param model null while it is not known, and then no model's budget counts
 */
public record Spender(
        String keyId,
        String keyName,
        String tenant,
        @Nullable String model) {
    /** The same caller, of a model. */
    public Spender of(String other) {
        return new Spender(keyId, keyName, tenant, other);
    }

    @Nullable
    String id(Budget.Of of) {
        return switch (of) {
            case KEY -> keyId;
            case TENANT -> tenant;
            case MODEL -> model;
        };
    }

    @Nullable
    String name(Budget.Of of) {
        return of == Budget.Of.KEY ? keyName : id(of);
    }
}
