package io.tachograph.windows;

/** A record that can be read but cannot be true. The message is one sentence for a person. */
public final class InvalidRecordException extends Exception {
    private static final long serialVersionUID = 1L;

    public InvalidRecordException(String message) {
        super(message);
    }
}
