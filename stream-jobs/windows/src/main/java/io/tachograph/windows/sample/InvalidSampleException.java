package io.tachograph.windows.sample;

/** A record that can be read but cannot be true. The message is one sentence for a person. */
public final class InvalidSampleException extends Exception {
    private static final long serialVersionUID = 1L;

    public InvalidSampleException(String message) {
        super(message);
    }
}
