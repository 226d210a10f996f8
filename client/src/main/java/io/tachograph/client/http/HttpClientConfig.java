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
        return new HttpClientConfig(
                2,
                Duration.ofSeconds(5),
                Duration.ofSeconds(4),
                Duration.ofMillis(2),
                64 * 1024,
                true,
                HttpVersion.HTTP_1_1,
                100,
                TlsConfig.jdkTrust());
    }

    public HttpClientConfig withEventLoops(int loops) {
        return new HttpClientConfig(
                loops, connectTimeout, idleLimit, settle, maxHeadBytes, reuse, version, maxStreams, tls);
    }

    public HttpClientConfig withConnectTimeout(Duration limit) {
        return new HttpClientConfig(
                eventLoops, limit, idleLimit, settle, maxHeadBytes, reuse, version, maxStreams, tls);
    }

    public HttpClientConfig withIdleLimit(Duration limit) {
        return new HttpClientConfig(
                eventLoops, connectTimeout, limit, settle, maxHeadBytes, reuse, version, maxStreams, tls);
    }

    public HttpClientConfig withSettle(Duration time) {
        return new HttpClientConfig(
                eventLoops, connectTimeout, idleLimit, time, maxHeadBytes, reuse, version, maxStreams, tls);
    }

    public HttpClientConfig withReuse(boolean wanted) {
        return new HttpClientConfig(
                eventLoops, connectTimeout, idleLimit, settle, maxHeadBytes, wanted, version, maxStreams, tls);
    }

    public HttpClientConfig withVersion(HttpVersion wanted) {
        return new HttpClientConfig(
                eventLoops, connectTimeout, idleLimit, settle, maxHeadBytes, reuse, wanted, maxStreams, tls);
    }

    public HttpClientConfig withMaxStreams(int limit) {
        return new HttpClientConfig(
                eventLoops, connectTimeout, idleLimit, settle, maxHeadBytes, reuse, version, limit, tls);
    }

    public HttpClientConfig withTls(TlsConfig wanted) {
        return new HttpClientConfig(
                eventLoops, connectTimeout, idleLimit, settle, maxHeadBytes, reuse, version, maxStreams, wanted);
    }
}
