package io.tachograph.store.postgres;

import io.tachograph.store.CheckResult;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import javax.sql.DataSource;

/** Asks whether the database answers and was migrated. */
final class SelectSchemaPresence {
    private static final String SQL =
            "SELECT to_regclass('tachograph.request_window_10s') IS NOT NULL AND to_regclass('tachograph.ranking') IS NOT NULL";

    private final DataSource database;

    SelectSchemaPresence(DataSource database) {
        this.database = database;
    }

    CheckResult check() {
        try (Connection connection = database.getConnection();
                PreparedStatement select = connection.prepareStatement(SQL);
                ResultSet row = select.executeQuery()) {
            return row.next() && row.getBoolean(1)
                    ? CheckResult.OK
                    : CheckResult.failed("The database has no tables of Tachograph: it was not migrated.");
        } catch (SQLException e) {
            return CheckResult.failed("The database does not answer: " + e.getMessage());
        }
    }
}
