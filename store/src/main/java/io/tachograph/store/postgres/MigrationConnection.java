package io.tachograph.store.postgres;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Properties;

/** A connection for migrations, and for asking whether there was one. */
final class MigrationConnection {
    private MigrationConnection() {}

    /** One that may wait for long: existing rows move. */
    static Connection open(PostgresConfig config) throws SQLException {
        Properties properties = properties();
        properties.setProperty("connectTimeout", "5");
        return config.connect(properties);
    }

    /** One that waits for each answer of the server so long, whole seconds, and no longer. */
    static Connection open(PostgresConfig config, Duration patience) throws SQLException {
        Properties properties = properties();
        String seconds = String.valueOf(Math.max(1, patience.toSeconds()));
        properties.setProperty("connectTimeout", seconds);
        properties.setProperty("socketTimeout", seconds);
        return config.connect(properties);
    }

    private static Properties properties() {
        Properties properties = new Properties();
        properties.setProperty("ApplicationName", "tachograph-migration");
        properties.setProperty("tcpKeepAlive", "true");
        return properties;
    }
}
