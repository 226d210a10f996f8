package io.tachograph.api;

/** Carries the reason out of the server's set-up, which lets no checked exception through. */
final class UnopenedPortException extends RuntimeException {
    private final ApiStartException reason;

    UnopenedPortException(ApiStartException reason) {
        super(reason);
        this.reason = reason;
    }

    ApiStartException reason() {
        return reason;
    }
}
