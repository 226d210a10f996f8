package io.tachograph.simulator;

/** A request that is answered with an error before it reaches the engine. */
final class RefusedException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient ApiError error;

    RefusedException(ApiError error) {
        super(error.message(), null, false, false);
        this.error = error;
    }

    ApiError error() {
        return error;
    }
}
