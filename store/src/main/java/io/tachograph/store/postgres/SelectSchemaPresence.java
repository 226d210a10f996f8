package io.tachograph.store.postgres;

import io.tachograph.store.CheckResult;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/** Asks whether the database answers and was migrated. */
final class SelectSchemaPresence {
    private static final String SQL =
            "SELECT to_regclass('tachograph.request_window_10s') IS NOT NULL AND to_regclass('tachograph.ranking') IS NOT NULL";

    /** Where the connection comes from that is asked on. */
    interface Source {
        Connection open() throws SQLException;
    }

    private final Source source;

    SelectSchemaPresence(Source source) {
        this.source = source;
    }

    CheckResult check() {
        try (Connection connection = source.open();
                PreparedStatement select = connection.prepareStatement(SQL);
                ResultSet row = select.executeQuery()) {
            return row.next() && row.getBoolean(1)
                    ? CheckResult.OK
                    : CheckResult.failed(
                            "The database has no tables of Tachograph: it was not migrated ('tachograph migrate' makes them).");
        } catch (SQLException e) {
            return CheckResult.failed("The database does not answer: " + e.getMessage());
        }
    }
}
