package io.tachograph.client.scrape;

import java.io.IOException;

/** A body exceeds its limit. */
public final class BodyTooLargeException extends IOException {
    private static final long serialVersionUID = 1;

    /** @param maxBytes the limit */
    public BodyTooLargeException(int maxBytes) {
        super("the answer has more than " + maxBytes + " bytes");
    }
}
