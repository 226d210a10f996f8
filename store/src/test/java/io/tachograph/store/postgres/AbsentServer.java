package io.tachograph.store.postgres;

import java.sql.SQLException;
import org.opentest4j.TestAbortedException;

/**
 * Stands for a server that this machine cannot run: tests on it are skipped with the reason.
 *
 * @param name of the server
 * @param reason why it is not there
 */
record AbsentServer(String name, String reason) implements DatabaseServer {
    private TestAbortedException skipped() {
        return new TestAbortedException(this + ", skipped");
    }

    @Override
    public TestDatabase migratedDatabase() {
        throw skipped();
    }

    @Override
    public TestDatabase emptyDatabase() {
        throw skipped();
    }

    @Override
    public PostgresConfig configOf(String database) {
        throw skipped();
    }

    @Override
    public void goAway(String database) throws SQLException {
        throw skipped();
    }

    @Override
    public void comeBack(String database) throws SQLException {
        throw skipped();
    }

    @Override
    public void close() {}

    @Override
    public String toString() {
        return name + " (" + reason + ")";
    }
}
