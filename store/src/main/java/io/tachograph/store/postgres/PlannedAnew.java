package io.tachograph.store.postgres;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import org.postgresql.PGStatement;

/**
 * Statements that are planned for their values each time. TimescaleDB leaves a columnar chunk closed only where constants
 * exclude it, and a plan that serves any values has none. For all statements of a writer this would cost a quarter more.
 */
final class PlannedAnew {
    private PlannedAnew() {}

    static PreparedStatement prepare(Connection connection, String sql) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        statement.unwrap(PGStatement.class).setPrepareThreshold(0);
        return statement;
    }
}
