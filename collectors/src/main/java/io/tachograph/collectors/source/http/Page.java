package io.tachograph.collectors.source.http;

import java.net.URI;
import java.net.http.HttpHeaders;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** An answer of a server. Immutable, but for a body that nobody may change. */
public final class Page {
    private final URI url;
    private final int status;
    private final HttpHeaders headers;
    private final byte[] body;
    private final long endNanos;

    Page(URI url, int status, HttpHeaders headers, byte[] body, long endNanos) {
        this.url = url;
        this.status = status;
        this.headers = headers;
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
        String type = header("content-type");
        return type == null ? "" : type.toLowerCase(Locale.ROOT);
    }

    /** The first of this name, in any case; null when there is none. */
    public @Nullable String header(String name) {
        return headers.firstValue(name).orElse(null);
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
