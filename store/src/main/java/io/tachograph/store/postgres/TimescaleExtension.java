package io.tachograph.store.postgres;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;

/**
 * What a database has of TimescaleDB.
 *
 * @param available version that the server could install
 * @param installed version that is installed in this database
 * @param schema where its functions are, quoted
 * @param licence {@code apache} or {@code timescale}
 * @param recent whether it has the functions that are called here, as of 2.18
 * @param sound whether no bugs with wrong results are known of it: from 2.29.2 on
 */
record TimescaleExtension(
        @Nullable String available,
        @Nullable String installed,
        @Nullable String schema,
        @Nullable String licence,
        boolean recent,
        boolean sound) {
    private static final String SQL = """
            SELECT a.default_version, e.extversion, quote_ident(n.nspname), current_setting('timescaledb.license', true),
                   EXISTS (SELECT FROM pg_proc p WHERE p.pronamespace = n.oid AND p.proname = 'add_columnstore_policy'),
                   coalesce(string_to_array(substring(e.extversion FROM '^[0-9.]+'), '.')::integer[] >= '{2,29,2}', false)
            FROM pg_available_extensions a
            LEFT JOIN pg_extension e ON e.extname = a.name
            LEFT JOIN pg_namespace n ON n.oid = e.extnamespace
            WHERE a.name = 'timescaledb'
            """;

    /** Everything that is not in the Apache-2 edition. */
    boolean communityLicence() {
        return "timescale".equals(licence);
    }

    String description() {
        return "TimescaleDB " + installed + " (licence " + licence + ")";
    }

    static TimescaleExtension of(Connection connection) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(SQL);
                ResultSet row = select.executeQuery()) {
            return row.next()
                    ? new TimescaleExtension(
                            row.getString(1),
                            row.getString(2),
                            row.getString(3),
                            row.getString(4),
                            row.getBoolean(5),
                            row.getBoolean(6))
                    : new TimescaleExtension(null, null, null, null, false, false);
        }
    }

    /** On a connection of its own: a server that did not preload the library ends it. */
    static void create(PostgresConfig config) throws SQLException {
        try (Connection connection = MigrationConnection.open(config);
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE EXTENSION IF NOT EXISTS timescaledb");
        }
    }
}
