package io.tachograph.store.postgres;

import java.io.Serializable;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverPropertyInfo;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.Properties;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How to reach the database.
 *
 * @param jdbcUrl {@code jdbc:postgresql://host:port/database}; what it says takes precedence over what this program would set
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
        checkParameters(jdbcUrl);
        if (user.isBlank()) {
            throw new IllegalArgumentException("the database user must not be blank");
        }
        if (maxConnections < 1) {
            throw new IllegalArgumentException("maxConnections must be at least 1, not " + maxConnections);
        }
    }

    /** The driver overlooks what it does not know, such as a misspelt {@code sslmode}. */
    private static void checkParameters(String jdbcUrl) {
        Set<String> known = new HashSet<>();
        try {
            for (DriverPropertyInfo parameter : driver(jdbcUrl).getPropertyInfo(jdbcUrl, new Properties())) {
                known.add(parameter.name);
            }
        } catch (SQLException e) {
            throw new IllegalArgumentException("the JDBC URL must be " + PREFIX + "//host:port/database", e);
        }
        int query = jdbcUrl.indexOf('?');
        String parameters = query < 0 ? "" : jdbcUrl.substring(query + 1);
        for (String parameter : parameters.split("&", -1)) {
            String name = parameter.split("=", 2)[0];
            if (!name.isEmpty() && !known.contains(name)) {
                throw new IllegalArgumentException(
                        "the JDBC URL has the parameter '" + name + "', which PostgreSQL's driver does not know");
            }
        }
    }

    /**
     * That of our own class loader. {@code DriverManager} looks for drivers once in a process, and on a Flink cluster each
     * job has a class loader of its own: the second job would find none.
     */
    private static Driver driver(String jdbcUrl) throws SQLException {
        for (Driver driver : ServiceLoader.load(Driver.class, PostgresConfig.class.getClassLoader())) {
            if (driver.acceptsURL(jdbcUrl)) {
                return driver;
            }
        }
        throw new SQLException("no driver takes the JDBC URL");
    }

    /**
     * Connects as the user, tries once.
     *
     * @param settings for this connection, which the URL goes before
     */
    Connection connect(Properties settings) throws SQLException {
        Properties all = new Properties();
        all.putAll(settings);
        all.setProperty("user", user);
        if (password != null) {
            all.setProperty("password", password);
        }
        return driver(jdbcUrl).connect(jdbcUrl, all);
    }

    /** Without the password, wherever it was given. */
    @Override
    public String toString() {
        return "PostgresConfig[jdbcUrl=" + PASSWORD_IN_URL.matcher(jdbcUrl).replaceAll("$1***") + ", user=" + user
                + ", maxConnections=" + maxConnections + "]";
    }
}
