package io.tachograph.store.postgres;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;

/** A connection for migrations. It may wait for long: existing rows move. */
final class MigrationConnection {
    private MigrationConnection() {}

    static Connection open(PostgresConfig config) throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", config.user());
        if (config.password() != null) {
            properties.setProperty("password", config.password());
        }
        properties.setProperty("ApplicationName", "tachograph-migration");
        properties.setProperty("connectTimeout", "5");
        properties.setProperty("tcpKeepAlive", "true");
        return DriverManager.getConnection(config.jdbcUrl(), properties);
    }
}
