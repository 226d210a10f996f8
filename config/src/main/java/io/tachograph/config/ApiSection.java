package io.tachograph.config;

import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import java.time.Duration;

/** The query API. */
public record ApiSection(
        @Key(value = "address it listens on", byDefault = "${LISTEN_HOST:127.0.0.1}")
        String host,

        @Key(value = "TCP port; 0 for any free one", byDefault = "8000")
        int port,

        @Key(
                value =
                        "how long an answer is given again before the database is asked anew; a number without a unit is"
                                + " seconds, 0s is never",
                byDefault = "${CACHE_EXPIRATION:5s}")
        @JsonDeserialize(using = SecondsOrDuration.class)
        Duration cacheExpiration,

        @Key(value = "requests a minute that each key of `API_KEYS` may send", byDefault = "60")
        int requestsPerMinute,

        @Key(value = "requests that it may send at once", byDefault = "10")
        int burst,

        @Key(
                value = "whether assistants may ask at `/mcp`, by the Model Context Protocol and with the same keys",
                byDefault = "false")
        boolean mcp) {
    public ApiSection {
        Checks.port("port", port);
        Checks.atLeast("requests-per-minute", requestsPerMinute, 1);
        Checks.atLeast("burst", burst, 1);
    }

    /** The same on another port. */
    public ApiSection withPort(int other) {
        return new ApiSection(host, other, cacheExpiration, requestsPerMinute, burst, mcp);
    }
}
