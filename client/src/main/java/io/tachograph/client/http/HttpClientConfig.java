package io.tachograph.client.http;

import java.time.Duration;

/**
 * @param eventLoops threads that read and write
 * @param connectTimeout limit for a connection to stand; TCP, TLS and the first settings of HTTP/2 get it each
 * @param idleLimit a connection that lay unused for longer is not used again; below the five seconds after which common
 *     Python servers close theirs
 * @param settle a connection of HTTP/1.1 that was in use until less than this ago is not used again yet: some servers
 *     offer to keep it and close it right after the answer, which takes a moment to be seen. Two connections per client
 *     take turns
 * @param maxHeadBytes limit for the headers of an answer
 * @param reuse whether a connection carries a second exchange. If not, every request is sent on a fresh connection, in
 *     HTTP/1.1 with {@code Connection: close}
 * @param version the HTTP that is spoken
 * @param maxStreams exchanges at a time on one connection of HTTP/2, if the server does not want fewer
 * @param tls which servers are believed
 */
public record HttpClientConfig(
        int eventLoops,
        Duration connectTimeout,
        Duration idleLimit,
        Duration settle,
        int maxHeadBytes,
        boolean reuse,
        HttpVersion version,
        int maxStreams,
        TlsConfig tls) {
    public HttpClientConfig {
        if (eventLoops < 1) {
            throw new IllegalArgumentException("eventLoops is " + eventLoops + ", but must be at least 1");
        }
        if (connectTimeout.toMillis() < 1 || connectTimeout.toMillis() > Integer.MAX_VALUE) {
            throw new IllegalArgumentException("connectTimeout is " + connectTimeout + ", but must be 1 ms to 24 days");
        }
        if (idleLimit.isNegative() || settle.isNegative() || maxHeadBytes < 1) {
            throw new IllegalArgumentException("idleLimit, settle and maxHeadBytes must not be negative or zero");
        }
        if (maxStreams < 1) {
            throw new IllegalArgumentException("maxStreams is " + maxStreams + ", but must be at least 1");
        }
    }

    /**
     * Two event loops, 5 s to connect, 4 s of idleness, 2 ms to settle, 64 KiB of headers, HTTP/1.1 with reuse, the
     * JDK's trust store; with HTTP/2, 100 streams per connection.
     */
    public static HttpClientConfig defaults() {
        return builder().build();
    }

    public static Builder builder() {
        return new Builder();
    }

    /** What differs from {@link #defaults}. Not thread-safe. */
    public static final class Builder {
        private int eventLoops = 2;
        private Duration connectTimeout = Duration.ofSeconds(5);
        private Duration idleLimit = Duration.ofSeconds(4);
        private Duration settle = Duration.ofMillis(2);
        private int maxHeadBytes = 64 * 1024;
        private boolean reuse = true;
        private HttpVersion version = HttpVersion.HTTP_1_1;
        private int maxStreams = 100;
        private TlsConfig tls = TlsConfig.jdkTrust();

        private Builder() {}

        public Builder eventLoops(int wanted) {
            eventLoops = wanted;
            return this;
        }

        public Builder connectTimeout(Duration wanted) {
            connectTimeout = wanted;
            return this;
        }

        public Builder settle(Duration wanted) {
            settle = wanted;
            return this;
        }

        public Builder reuse(boolean wanted) {
            reuse = wanted;
            return this;
        }

        public Builder version(HttpVersion wanted) {
            version = wanted;
            return this;
        }

        public Builder maxStreams(int wanted) {
            maxStreams = wanted;
            return this;
        }

        public Builder tls(TlsConfig wanted) {
            tls = wanted;
            return this;
        }

        public HttpClientConfig build() {
            return new HttpClientConfig(
                    eventLoops, connectTimeout, idleLimit, settle, maxHeadBytes, reuse, version, maxStreams, tls);
        }
    }
}
