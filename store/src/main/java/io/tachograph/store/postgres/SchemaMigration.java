package io.tachograph.store.postgres;

import java.sql.SQLException;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.flywaydb.database.postgresql.PostgreSQLConfigurationExtension;

/** Runs the migrations of {@code db/migration}. */
final class SchemaMigration {
    static final String SCHEMA = "tachograph";

    private SchemaMigration() {}

    static void migrate(PostgresConfig config) throws SQLException {
        try {
            FluentConfiguration flyway = Flyway.configure(SchemaMigration.class.getClassLoader())
                    .dataSource(config.jdbcUrl(), config.user(), config.password())
                    .schemas(SCHEMA)
                    .locations("classpath:db/migration")
                    .failOnMissingLocations(true)
                    .validateMigrationNaming(true)
                    // The SQL says what it means; ${…} in it would be a mistake.
                    .placeholderReplacement(false);
            // Otherwise a second connection holds a transaction open, and idle, for as long as it takes.
            flyway.getConfigurationExtension(PostgreSQLConfigurationExtension.class)
                    .setTransactionalLock(false);
            flyway.load().migrate();
        } catch (FlywayException e) {
            throw new SQLException("the schema " + SCHEMA + " could not be migrated: " + e.getMessage(), e);
        }
    }
}
