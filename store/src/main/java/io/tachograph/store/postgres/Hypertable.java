package io.tachograph.store.postgres;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One table on its way to what the settings say. Every statement acts only where something differs. */
final class Hypertable {
    /** Of the hypertable, its rows in a catalog view of TimescaleDB. */
    private static final String ITS = "format('%I.%I', hypertable_schema, hypertable_name)::regclass = ?::regclass ";

    private final Connection connection;
    private final GrowingTable table;
    private final List<String> changes;

    Hypertable(Connection connection, GrowingTable table, List<String> changes) {
        this.connection = connection;
        this.table = table;
        this.changes = changes;
    }

    /**
     * Rows that are there move into chunks. A changed interval is that of chunks to come.
     *
     * @param change whether one that is a hypertable already gets this interval, too
     */
    void inChunksOf(Duration interval, boolean change) throws SQLException {
        String seconds = interval.toSeconds() + " seconds";
        if (!any("SELECT FROM timescaledb_information.hypertables WHERE " + ITS, table.name())) {
            any(
                    "SELECT FROM create_hypertable(?::regclass, by_range(?::name, ?::interval),"
                            + " create_default_indexes => false, migrate_data => true)",
                    table.name(),
                    GrowingTable.TIME,
                    seconds);
            changes.add(table.name() + " is a hypertable with chunks of " + interval);
        } else if (change
                && any(
                        "SELECT set_chunk_time_interval(?::regclass, ?::interval) FROM timescaledb_information.dimensions WHERE "
                                + ITS + "AND time_interval <> ?::interval",
                        table.name(),
                        seconds,
                        table.name(),
                        seconds)) {
            changes.add(table.name() + " gets new chunks of " + interval);
        }
    }

    void columnarAfter(Duration age) throws SQLException {
        if (!any(
                "SELECT FROM timescaledb_information.hypertables WHERE compression_enabled AND " + ITS, table.name())) {
            try (Statement alter = connection.createStatement()) {
                alter.execute("ALTER TABLE " + table.name()
                        + " SET (timescaledb.enable_columnstore, timescaledb.segmentby = '"
                        + table.segmentBy().replace("'", "''") + "', timescaledb.orderby = '"
                        + table.orderBy().replace("'", "''") + "')");
            }
            changes.add(table.name() + " has a columnstore");
        }
        String seconds = age.toSeconds() + " seconds";
        if (hasPolicy("compression", "compress_after", seconds)) {
            return;
        }
        call("CALL remove_columnstore_policy(?::regclass, if_exists => true)", table.name());
        call("CALL add_columnstore_policy(?::regclass, after => ?::interval)", table.name(), seconds);
        changes.add(table.name() + " becomes columnar after " + age);
    }

    /** For ever when {@code interval} is null. */
    void keptFor(@Nullable String interval) throws SQLException {
        if (interval != null && hasPolicy("retention", "drop_after", interval)) {
            return;
        }
        // The policy went by the shorter time until now, however long ago the table was updated.
        any(
                "UPDATE tachograph.retention SET since = greatest(since, now() - (config ->> 'drop_after')::interval) "
                        + "FROM timescaledb_information.jobs WHERE " + ITS
                        + "AND proc_name = 'policy_retention' AND resolution = ? "
                        + "AND coalesce((config ->> 'drop_after')::interval < keep, true) RETURNING resolution",
                table.name(),
                table.resolution());
        boolean removed = any(
                "SELECT remove_retention_policy(?::regclass) FROM timescaledb_information.jobs WHERE " + ITS
                        + "AND proc_name = 'policy_retention'",
                table.name(),
                table.name());
        if (interval != null) {
            any("SELECT add_retention_policy(?::regclass, drop_after => ?::interval)", table.name(), interval);
            changes.add(table.name() + " is kept for " + interval);
        } else if (removed) {
            changes.add(table.name() + " is kept for ever");
        }
    }

    private boolean hasPolicy(String kind, String setting, String interval) throws SQLException {
        return any(
                "SELECT FROM timescaledb_information.jobs WHERE " + ITS
                        + "AND proc_name = 'policy_' || ? AND (config ->> ?)::interval = ?::interval",
                table.name(),
                kind,
                setting,
                interval);
    }

    /** Whether the statement answered with any row. */
    private boolean any(String sql, String... parameters) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setString(i + 1, parameters[i]);
            }
            try (var row = statement.executeQuery()) {
                return row.next();
            }
        }
    }

    private void call(String sql, String... parameters) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setString(i + 1, parameters[i]);
            }
            statement.execute();
        }
    }
}
