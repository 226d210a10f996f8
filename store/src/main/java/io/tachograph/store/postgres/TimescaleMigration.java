package io.tachograph.store.postgres;

import io.tachograph.store.TimescaleReport;
import io.tachograph.store.TimescaleSettings;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Makes the tables that grow hypertables, where there is TimescaleDB, with columnstore and policies where its licence
 * has them. Not by numbered steps but towards what the settings say, table by table, each in a transaction: a second
 * run finds nothing to do, one that was cut off goes on, and new tables and changed settings are followed.
 */
final class TimescaleMigration {
    private TimescaleMigration() {}

    static TimescaleReport migrate(PostgresConfig config, TimescaleSettings settings) throws SQLException {
        try (Connection connection = MigrationConnection.open(config)) {
            String server = "PostgreSQL " + connection.getMetaData().getDatabaseProductVersion();
            TimescaleExtension found = TimescaleExtension.of(connection);
            if (found.available() == null) {
                return TimescaleReport.plain(server + " without TimescaleDB: plain tables.");
            }
            if (found.installed() == null) {
                try {
                    TimescaleExtension.create(config);
                } catch (SQLException e) {
                    return TimescaleReport.plain(server + " with TimescaleDB " + found.available()
                            + ", but not in this database, and creating it failed (" + e.getMessage()
                            + "): plain tables.");
                }
                found = TimescaleExtension.of(connection);
            }
            if (!found.recent() || found.schema() == null) {
                return TimescaleReport.plain(
                        server + " with " + found.description() + ", which is older than 2.18: plain tables.");
            }
            return migrate(connection, server, found, found.schema(), settings);
        }
    }

    private static TimescaleReport migrate(
            Connection connection, String server, TimescaleExtension found, String schema, TimescaleSettings settings)
            throws SQLException {
        List<String> changes = new ArrayList<>();
        connection.setAutoCommit(false);
        // Two processes that start at the same time take turns; the second then finds all done.
        takeTurn(connection);
        boolean closed = RevokeAddJob.execute(connection, changes);
        Map<String, String> kept = SelectRetention.execute(connection);
        for (GrowingTable table : SelectGrowingTables.execute(connection)) {
            try (Statement statement = connection.createStatement()) {
                statement.execute("SET LOCAL search_path = " + schema + ", pg_catalog");
            }
            takeTurn(connection);
            Hypertable hypertable = new Hypertable(connection, table, changes);
            Integer targets = settings.expectedTargets();
            hypertable.inChunksOf(
                    ChunkInterval.of(table.window(), targets == null ? TimescaleSettings.USUAL_TARGETS : targets),
                    targets != null);
            if (found.communityLicence()) {
                hypertable.columnarAfter(settings.compressAfter());
                hypertable.keptFor(kept.get(table.resolution()));
            }
            connection.commit();
        }
        connection.commit();
        return new TimescaleReport(
                server + " with " + found.description()
                        + (found.communityLicence()
                                ? ": hypertables with columnstore and policies."
                                : ": hypertables; columnstore and policies are not in this licence.")
                        + (found.sound() ? "" : " Versions before 2.29.2 had bugs that gave wrong results.")
                        + (closed ? "" : " Everybody may call its add_job; only its owner can revoke that."),
                true,
                found.communityLicence(),
                changes);
    }

    /** Until the end of the transaction. */
    private static void takeTurn(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("SELECT tachograph.lock_task('migration')");
        }
    }
}
