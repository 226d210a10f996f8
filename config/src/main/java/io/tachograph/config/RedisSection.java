package io.tachograph.config;

import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** How a Redis is reached, where there is one. */
public record RedisSection(
        @Key(value = "its host name; none without it", byDefault = "${REDIS_HOST:}") @Nullable
        String host,

        @Key(value = "its TCP port", byDefault = "${REDIS_PORT:6379}") @JsonDeserialize(using = ScalarText.class)
        String port,

        @Key(value = "number of the database on it", byDefault = "${REDIS_DB:0}")
        int database,

        @Key(value = "user to connect as; the default one without it", byDefault = "${REDIS_USER:}") @Nullable
        String user,

        @Key(
                value = "name of the environment variable that holds the password, where there is one",
                byDefault = "REDIS_PASSWORD")
        String passwordEnv,

        @Key(value = "whether it is spoken to by TLS", byDefault = "false")
        boolean tls) {
    private static final Pattern PORT = Pattern.compile("[0-9]{1,5}");

    public RedisSection {
        Checks.atLeast("database", database, 0);
    }

    /**
     * The port. Looked at here and not when it is read: what the variable has does not concern who names no host.
     *
     * @throws ConfigException when it is none
     */
    public int tcpPort() throws ConfigException {
        int number = PORT.matcher(port).matches() ? Integer.parseInt(port) : 0;
        if (number >= 1 && number <= 65_535) {
            return number;
        }
        throw new ConfigException("redis.port: '" + port + "' must be a whole number from 1 to 65535"
                + (port.startsWith("tcp://")
                        ? "; Kubernetes sets REDIS_PORT so for a Service that is called redis: set enableServiceLinks: false"
                                + " in the pod, or say redis.port"
                        : ""));
    }
}
