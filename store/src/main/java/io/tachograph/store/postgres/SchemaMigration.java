package io.tachograph.store.postgres;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.flywaydb.database.postgresql.PostgreSQLConfigurationExtension;

/**
 * Makes or updates the tables of {@code db/migration}, each change once, and then the functions and views of {@code
 * db/function} and {@code db/view}, each anew when its file changed.
 */
final class SchemaMigration {
    static final String SCHEMA = "tachograph";

    private SchemaMigration() {}

    static void migrate(PostgresConfig config) throws SQLException {
        try {
            FluentConfiguration flyway = Flyway.configure(SchemaMigration.class.getClassLoader())
                    .dataSource(config.jdbcUrl(), config.user(), config.password())
                    .schemas(SCHEMA)
                    .locations("classpath:db/migration", "classpath:db/function", "classpath:db/view")
                    .failOnMissingLocations(true)
                    .validateMigrationNaming(true)
                    // The SQL says what it means; ${…} in it would be a mistake.
                    .placeholderReplacement(false);
            // Otherwise a second connection holds a transaction open, and idle, for as long as it takes.
            flyway.getConfigurationExtension(PostgreSQLConfigurationExtension.class)
                    .setTransactionalLock(false);
            flyway.load().migrate();
            // Whatever this process found to do: one that did more may have died before it came here.
            grant(config);
        } catch (FlywayException e) {
            throw new SQLException("the schema " + SCHEMA + " could not be migrated: " + e.getMessage(), e);
        }
    }

    /** Tables and functions may be new; what is granted already stays so. Not one of Flyway's callbacks: these need two connections at the same time. */
    private static void grant(PostgresConfig config) throws SQLException {
        try (Connection connection = MigrationConnection.open(config);
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("SELECT tachograph.lock_task('migration')");
            statement.execute("SELECT tachograph.grant_roles()");
            connection.commit();
        }
    }
}
