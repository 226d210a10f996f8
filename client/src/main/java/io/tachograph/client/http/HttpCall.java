package io.tachograph.client.http;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import java.time.Duration;

/**
 * One request.
 *
 * @param method its method
 * @param path path and query
 * @param headers headers, without {@code Content-Length} and {@code Transfer-Encoding}; a {@code Host} takes the place
 *     of the endpoint's. They are written when the exchange begins and not changed
 * @param body text of the body, empty for none
 * @param timeout limit for the whole exchange, connecting included
 */
public record HttpCall(HttpMethod method, String path, HttpHeaders headers, String body, Duration timeout) {
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

    /** Without the headers, which may hold a key, and the body, which may hold a prompt. */
    @Override
    public String toString() {
        return method + " " + path;
    }
}
