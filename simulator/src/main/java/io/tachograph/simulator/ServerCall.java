package io.tachograph.simulator;

import io.netty.handler.codec.http.HttpHeaders;
import org.jspecify.annotations.Nullable;

/** One whole HTTP request as it came off the wire. */
final class ServerCall {
    private final String method;
    private final String path;
    private final HttpHeaders headers;
    private final byte[] body;
    private final boolean keepAlive;
    private final boolean chunkedUnderstood;
    private final @Nullable ApiError refusal;

    /**
     * @param path without query
     * @param chunkedUnderstood whether the client speaks HTTP/1.1 or newer
     * @param refusal why the request could not be read to its end; null when it could
     */
    ServerCall(
            String method,
            String path,
            HttpHeaders headers,
            byte[] body,
            boolean keepAlive,
            boolean chunkedUnderstood,
            @Nullable ApiError refusal) {
        this.method = method;
        this.path = path;
        this.headers = headers;
        this.body = body;
        this.keepAlive = keepAlive;
        this.chunkedUnderstood = chunkedUnderstood;
        this.refusal = refusal;
    }

    String method() {
        return method;
    }

    String path() {
        return path;
    }

    HttpHeaders headers() {
        return headers;
    }

    /** The array itself; this package does not write to it. */
    byte[] body() {
        return body;
    }

    boolean keepAlive() {
        return keepAlive;
    }

    boolean chunkedUnderstood() {
        return chunkedUnderstood;
    }

    @Nullable
    ApiError refusal() {
        return refusal;
    }
}
