package io.tachograph.standalone.config;

import io.tachograph.store.postgres.PostgresConfig;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The database that the environment names, by the variables of the benchmark API that this system took over. */
public final class DatabaseEnvironment {
    private static final int CONNECTIONS = 10;

    private DatabaseEnvironment() {}

    /**
     * How to reach the database: a JDBC URL where one is given, else what {@code POSTGRES_HOST}, {@code POSTGRES_PORT}
     * and {@code POSTGRES_DB} say. User and password are {@code POSTGRES_USER} and {@code POSTGRES_PASSWORD}; the
     * password stays out of the command line, where every process could read it.
     *
     * @throws IllegalArgumentException when neither names a database
     */
    public static PostgresConfig of(@Nullable String jdbcUrl, Map<String, String> environment) {
        String url = jdbcUrl;
        if (url == null) {
            String host = environment.get("POSTGRES_HOST");
            if (host == null) {
                throw new IllegalArgumentException("no database is named: give --jdbc-url, or set POSTGRES_HOST");
            }
            url = "jdbc:postgresql://" + host + ":" + environment.getOrDefault("POSTGRES_PORT", "5432") + "/"
                    + environment.getOrDefault("POSTGRES_DB", "postgres");
        }
        return new PostgresConfig(
                url,
                environment.getOrDefault("POSTGRES_USER", "postgres"),
                environment.get("POSTGRES_PASSWORD"),
                CONNECTIONS);
    }
}
