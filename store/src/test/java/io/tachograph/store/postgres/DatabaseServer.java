package io.tachograph.store.postgres;

import java.sql.SQLException;

/** A database server that tests run on. Gives each test a database that no other test writes to at the same time. */
interface DatabaseServer extends AutoCloseable {
    /** With the tables, and without rows. */
    TestDatabase migratedDatabase() throws SQLException;

    /** With nothing in it. */
    TestDatabase emptyDatabase() throws SQLException;

    PostgresConfig configOf(String database);

    /** Ends every connection to the database and lets none in. */
    void goAway(String database) throws SQLException;

    void comeBack(String database) throws SQLException;

    @Override
    void close();
}
