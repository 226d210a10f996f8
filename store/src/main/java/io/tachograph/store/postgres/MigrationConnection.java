package io.tachograph.store.postgres;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Properties;

/** A connection for migrations, and for asking whether there was one. */
final class MigrationConnection {
    private MigrationConnection() {}

    /** One that may wait for long: existing rows move. */
    static Connection open(PostgresConfig config) throws SQLException {
        Properties properties = properties(config);
        properties.setProperty("connectTimeout", "5");
        return DriverManager.getConnection(config.jdbcUrl(), properties);
    }

    /** One that waits for each answer of the server so long, whole seconds, and no longer. */
    static Connection open(PostgresConfig config, Duration patience) throws SQLException {
        Properties properties = properties(config);
        String seconds = String.valueOf(Math.max(1, patience.toSeconds()));
        properties.setProperty("connectTimeout", seconds);
        properties.setProperty("socketTimeout", seconds);
        return DriverManager.getConnection(config.jdbcUrl(), properties);
    }

    private static Properties properties(PostgresConfig config) {
        Properties properties = new Properties();
        properties.setProperty("user", config.user());
        if (config.password() != null) {
            properties.setProperty("password", config.password());
        }
        properties.setProperty("ApplicationName", "tachograph-migration");
        properties.setProperty("tcpKeepAlive", "true");
        return properties;
    }
}
