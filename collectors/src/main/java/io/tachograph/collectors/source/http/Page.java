package io.tachograph.collectors.source.http;

import java.net.URI;

/** What a server answered. Immutable, but for a body that nobody may change. */
public final class Page {
    private final URI url;
    private final int status;
    private final String contentType;
    private final byte[] body;
    private final long endNanos;

    Page(URI url, int status, String contentType, byte[] body, long endNanos) {
        this.url = url;
        this.status = status;
        this.contentType = contentType;
        this.body = body;
        this.endNanos = endNanos;
    }

    /** Where it came from, redirects followed. */
    public URI url() {
        return url;
    }

    public int status() {
        return status;
    }

    /** In lower case, empty when the server does not say. */
    public String contentType() {
        return contentType;
    }

    /** Inflated where it came compressed; not a copy. */
    public byte[] body() {
        return body;
    }

    /** When its last byte was there, by {@link System#nanoTime}. */
    public long endNanos() {
        return endNanos;
    }
}
