package io.tachograph.collectors.http;

import java.time.Duration;

/**
 * @param eventLoops threads that read and write
 * @param connectTimeout limit for a connection to stand, TLS included; each of the two gets it
 * @param idleLimit a connection that lay unused for longer is not used again; below the five seconds after which common
 *     Python servers close theirs
 * @param settle a connection that was in use until less than this ago is not used again yet: some servers offer to keep
 *     it and close it right after the answer, which takes a moment to be seen. Two connections per client take turns
 * @param maxHeadBytes limit for the headers of an answer
 */
public record HttpClientConfig(
        int eventLoops, Duration connectTimeout, Duration idleLimit, Duration settle, int maxHeadBytes) {
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
    }

    /** Two event loops, 5 s to connect, 4 s of idleness, 2 ms to settle, 64 KiB of headers. */
    public static HttpClientConfig defaults() {
        return new HttpClientConfig(2, Duration.ofSeconds(5), Duration.ofSeconds(4), Duration.ofMillis(2), 64 * 1024);
    }

    public HttpClientConfig withEventLoops(int loops) {
        return new HttpClientConfig(loops, connectTimeout, idleLimit, settle, maxHeadBytes);
    }

    public HttpClientConfig withConnectTimeout(Duration limit) {
        return new HttpClientConfig(eventLoops, limit, idleLimit, settle, maxHeadBytes);
    }

    public HttpClientConfig withIdleLimit(Duration limit) {
        return new HttpClientConfig(eventLoops, connectTimeout, limit, settle, maxHeadBytes);
    }

    public HttpClientConfig withSettle(Duration time) {
        return new HttpClientConfig(eventLoops, connectTimeout, idleLimit, time, maxHeadBytes);
    }
}
