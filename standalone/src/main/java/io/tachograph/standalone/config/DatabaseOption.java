package io.tachograph.standalone.config;

import io.tachograph.config.ConfigException;
import io.tachograph.config.TachographConfig;
import io.tachograph.jobs.catalog.ConfiguredDatabase;
import io.tachograph.store.postgres.PostgresConfig;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** {@code --jdbc-url}, of every command that speaks to a PostgreSQL that is there already. */
public final class DatabaseOption {
    private static final int CONNECTIONS = 10;

    @Option(
            names = {"--jdbc-url", "--postgres-url"},
            paramLabel = "URL",
            description = "jdbc:postgresql://host:port/database?sslmode=... (default: postgres.jdbc-url of the"
                    + " configuration, or POSTGRES_JDBC_URL, or POSTGRES_HOST, _PORT and _DB). User and password come from the"
                    + " configuration, or POSTGRES_USER and POSTGRES_PASSWORD or POSTGRES_PASSWORD_FILE.")
    @Nullable
    String url;

    /** Whether the command line, the configuration or the environment names a database. */
    public boolean isNamed(TachographConfig config) {
        return url != null
                || config.postgres().jdbcUrl() != null
                || config.postgres().host() != null;
    }

    /** @throws ConfigException when no database is named, or its URL or password cannot be used */
    public PostgresConfig in(TachographConfig config, Map<String, String> environment) throws ConfigException {
        return ConfiguredDatabase.of(config.postgres(), url, environment, CONNECTIONS);
    }
}
