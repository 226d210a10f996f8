package io.tachograph.api;

/** Carries the reason out of the server's set-up, which lets no checked exception through. */
public final class UnopenedPortException extends RuntimeException {
    private final ApiStartException reason;

    UnopenedPortException(ApiStartException reason) {
        super(reason);
        this.reason = reason;
    }

    /** Why it could not be opened. */
    public ApiStartException reason() {
        return reason;
    }
}
