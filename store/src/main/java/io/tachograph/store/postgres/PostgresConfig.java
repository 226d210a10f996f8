package io.tachograph.store.postgres;

import java.io.Serializable;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How to reach the database.
 *
 * @param jdbcUrl {@code jdbc:postgresql://host:port/database}; what it says goes before what this program would set
 * @param user role to connect as
 * @param password null when the server asks for none
 * @param maxConnections most connections that readers hold together; each writer holds one more
 */
public record PostgresConfig(
        String jdbcUrl, String user, @Nullable String password, int maxConnections) implements Serializable {
    private static final String PREFIX = "jdbc:postgresql:";
    private static final Pattern PASSWORD_IN_URL = Pattern.compile("(?i)([?&](?:ssl)?password=)[^&]*");

    public PostgresConfig {
        if (!jdbcUrl.startsWith(PREFIX)) {
            throw new IllegalArgumentException("the JDBC URL must start with " + PREFIX);
        }
        if (user.isBlank()) {
            throw new IllegalArgumentException("the database user must not be blank");
        }
        if (maxConnections < 1) {
            throw new IllegalArgumentException("maxConnections must be at least 1, not " + maxConnections);
        }
    }

    /** Without the password, wherever it was given. */
    @Override
    public String toString() {
        return "PostgresConfig[jdbcUrl=" + PASSWORD_IN_URL.matcher(jdbcUrl).replaceAll("$1***") + ", user=" + user
                + ", maxConnections=" + maxConnections + "]";
    }
}
