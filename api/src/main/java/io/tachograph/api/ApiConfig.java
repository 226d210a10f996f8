package io.tachograph.api;

import java.time.Duration;

/**
 * Where the API listens and whom it answers.
 *
 * @param host name or address to listen on; {@code 127.0.0.1} keeps it to this machine, {@code 0.0.0.0} opens it to all
 * @param port 0 takes any free one
 * @param keys known callers
 * @param keepAnswers how long an answer is given again; zero for never
 * @param mcp whether assistants may ask, by the Model Context Protocol
 */
public record ApiConfig(String host, int port, ApiKeys keys, Duration keepAnswers, boolean mcp) {
    /** Reachable from this machine only. */
    public static final String DEFAULT_HOST = "127.0.0.1";

    private static final Duration USUAL_KEEPING = Duration.ofSeconds(5);

    /** With answers kept for a few seconds, and everything on. */
    public ApiConfig(String host, int port, ApiKeys keys) {
        this(host, port, keys, USUAL_KEEPING, true);
    }

    public ApiConfig {
        if (host.isBlank()) {
            throw new IllegalArgumentException("The API needs a host to listen on, 127.0.0.1 for this machine only.");
        }
        if (port < 0 || port > 65535) {
            throw new IllegalArgumentException("The API's port is " + port + ", it must be from 0 to 65535.");
        }
    }
}
