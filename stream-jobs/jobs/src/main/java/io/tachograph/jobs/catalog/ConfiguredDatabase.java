package io.tachograph.jobs.catalog;

import io.tachograph.config.ConfigException;
import io.tachograph.config.PostgresSection;
import io.tachograph.store.postgres.PostgresConfig;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The database, from the section {@code postgres} of the configuration. */
public final class ConfiguredDatabase {
    private ConfiguredDatabase() {}

    /**
     * How to reach it.
     *
     * @param jdbcUrl what the command line says, which goes before the configuration
     * @param environment where the password may be
     * @param maxConnections most connections that readers hold together
     * @throws ConfigException in one sentence, when no database is named, or its URL or password cannot be used
     */
    public static PostgresConfig of(
            PostgresSection section, @Nullable String jdbcUrl, Map<String, String> environment, int maxConnections)
            throws ConfigException {
        try {
            return new PostgresConfig(
                    section.url(jdbcUrl), section.user(), section.password(environment), maxConnections);
        } catch (IllegalArgumentException e) {
            throw new ConfigException(String.valueOf(e.getMessage()));
        }
    }
}
