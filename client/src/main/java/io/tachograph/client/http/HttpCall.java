package io.tachograph.client.http;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * One request.
 *
 * @param method its method
 * @param path path and query
 * @param headers headers, without {@code Content-Length} and {@code Transfer-Encoding}; a {@code Host} takes the place
 *     of the endpoint's. They are written when the exchange begins and not changed
 * @param body the body's bytes, empty for none; not to be changed
 * @param timeout limit for the whole exchange, connecting included
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
public record HttpCall(HttpMethod method, String path, HttpHeaders headers, byte[] body, Duration timeout) {
    public HttpCall {
        if (!path.startsWith("/")) {
            throw new IllegalArgumentException("path '" + path + "' must begin with '/'");
        }
        if (path.chars().anyMatch(c -> c <= ' ' || c == 0x7f)) {
            throw new IllegalArgumentException("path '" + path + "' must not hold spaces or control characters");
        }
        if (headers.contains(HttpHeaderNames.CONTENT_LENGTH) || headers.contains(HttpHeaderNames.TRANSFER_ENCODING)) {
            throw new IllegalArgumentException("Content-Length and Transfer-Encoding are the client's to say");
        }
        if (timeout.isNegative() || timeout.isZero()) {
            throw new IllegalArgumentException("timeout is " + timeout + ", but must be above zero");
        }
    }

    /** A body of text, in UTF-8. */
    public HttpCall(HttpMethod method, String path, HttpHeaders headers, String body, Duration timeout) {
        this(method, path, headers, body.getBytes(StandardCharsets.UTF_8), timeout);
    }

    /** Without the headers, which may hold a key, and the body, which may hold a prompt. */
    @Override
    public String toString() {
        return method + " " + path;
    }
}
