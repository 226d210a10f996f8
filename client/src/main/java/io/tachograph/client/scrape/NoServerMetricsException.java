package io.tachograph.client.scrape;

/** A server reports nothing that can be compared; the message is one sentence that says why. */
public final class NoServerMetricsException extends Exception {
    private static final long serialVersionUID = 1;

    private final String reason;

    NoServerMetricsException(String reason) {
        super(reason);
        this.reason = reason;
    }

    /** The message. */
    public String reason() {
        return reason;
    }
}
