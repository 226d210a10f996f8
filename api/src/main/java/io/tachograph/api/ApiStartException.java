package io.tachograph.api;

import java.io.IOException;

/** The API cannot listen where it was told to. Its message is one sentence with host and port. */
public final class ApiStartException extends IOException {
    ApiStartException(String message, Throwable cause) {
        super(message, cause);
    }
}
