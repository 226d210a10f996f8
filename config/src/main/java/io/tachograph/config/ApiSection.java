package io.tachograph.config;

/** The query API. */
public record ApiSection(
        @Key(value = "address it listens on", byDefault = "${LISTEN_HOST:127.0.0.1}")
        String host,

        @Key(value = "TCP port; 0 for any free one", byDefault = "8000")
        int port) {
    public ApiSection {
        Checks.port("port", port);
    }
}
