package io.tachograph.api;

/**
 * Where the API listens and whom it answers.
 *
 * @param host name or address to listen on; {@code 127.0.0.1} keeps it to this machine, {@code 0.0.0.0} opens it to all
 * @param port 0 takes any free one
 * @param keys known callers
 */
public record ApiConfig(String host, int port, ApiKeys keys) {
    /** Reachable from this machine only. */
    public static final String DEFAULT_HOST = "127.0.0.1";

    public ApiConfig {
        if (host.isBlank()) {
            throw new IllegalArgumentException("The API needs a host to listen on, 127.0.0.1 for this machine only.");
        }
        if (port < 0 || port > 65535) {
            throw new IllegalArgumentException("The API's port is " + port + ", it must be from 0 to 65535.");
        }
    }
}
