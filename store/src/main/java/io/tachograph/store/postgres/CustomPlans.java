package io.tachograph.store.postgres;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * Statements that are planned for their values each time. TimescaleDB leaves a columnar chunk closed only where constants
 * exclude it, and a plan that serves any values has none. For all statements of a writer this would cost a quarter more.
 */
final class CustomPlans {
    private CustomPlans() {}

    /** Does the work, within a transaction, with such plans; a failure ends the transaction and the setting with it. */
    static void during(Connection transaction, WriterConnection.Work work) throws SQLException {
        set(transaction, "force_custom_plan");
        work.run(transaction);
        set(transaction, "DEFAULT");
    }

    private static void set(Connection transaction, String mode) throws SQLException {
        try (Statement statement = transaction.createStatement()) {
            statement.execute("SET LOCAL plan_cache_mode = " + mode);
        }
    }
}
