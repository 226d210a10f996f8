package io.tachograph.windows.request;

/** A record that can be read but cannot be true. The message is one sentence for a person. */
public final class InvalidRequestException extends Exception {
    private static final long serialVersionUID = 1L;

    public InvalidRequestException(String message) {
        super(message);
    }
}
