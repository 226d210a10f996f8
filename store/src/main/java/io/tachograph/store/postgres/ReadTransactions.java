package io.tachograph.store.postgres;

import io.tachograph.store.CheckResult;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Set;
import javax.sql.DataSource;

/**
 * Transactions that read with the privileges of one role, for at most 30 s a statement. Nothing of it outlives the
 * transaction, so it holds, and stays with us, behind a pooler that gives the connection to somebody else afterwards.
 * Thread-safe.
 */
final class ReadTransactions {
    private static final String BEGIN =
            "SELECT set_config('statement_timeout', '30s', true), set_config('role', ?, true)";

    /** insufficient_privilege; invalid_parameter_value, of a role that there is not. */
    private static final Set<String> ROLE_REFUSED = Set.of("42501", "22023");

    /** What reads in one. */
    @FunctionalInterface
    interface Work<T> {
        T on(Connection transaction) throws SQLException;
    }

    private final DataSource connections;
    private final String user;
    private final String role;

    /**
     * @param connections read-only and without automatic commits
     * @param user who logs in
     * @param role whose privileges count; {@code none} for those of the user
     */
    ReadTransactions(DataSource connections, String user, String role) {
        this.connections = connections;
        this.user = user;
        this.role = role;
    }

    /** @throws ReaderRoleException when the user may not take the role */
    <T> T read(Work<T> work) throws SQLException {
        try (Connection transaction = connections.getConnection()) {
            begin(transaction);
            T result = work.on(transaction);
            transaction.commit();
            return result;
        }
    }

    private void begin(Connection transaction) throws SQLException {
        try (PreparedStatement settings = transaction.prepareStatement(BEGIN)) {
            settings.setString(1, role);
            settings.execute();
        } catch (SQLException e) {
            throw ROLE_REFUSED.contains(String.valueOf(e.getSQLState())) ? new ReaderRoleException(user, role, e) : e;
        }
    }

    /** Whether the database answers and lets the user take the role. */
    CheckResult check() {
        try {
            return read(transaction -> CheckResult.OK);
        } catch (ReaderRoleException e) {
            return CheckResult.failed(String.valueOf(e.getMessage()));
        } catch (SQLException e) {
            return CheckResult.failed("The database does not answer: " + e.getMessage());
        }
    }
}
