package io.tachograph.windows.results;

/** A window that can be read but cannot be true. The message is one sentence for a person. */
public final class InvalidWindowException extends Exception {
    private static final long serialVersionUID = 1L;

    public InvalidWindowException(String message) {
        super(message);
    }
}
