package io.tachograph.store.postgres;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;

/** A real PostgreSQL for all tests of a run. Gives each test a database of its own. */
final class EmbeddedServer implements DatabaseServer {
    private static final String TEMPLATE = "migrated_template";

    private final String name;
    private final EmbeddedPostgres server;
    private final AtomicInteger databases = new AtomicInteger();

    private EmbeddedServer(String name, EmbeddedPostgres server) {
        this.name = name;
        this.server = server;
    }

    /** Of the version on the class path, the one that {@code ./tachograph up} brings. */
    static EmbeddedServer start() {
        return start("PostgreSQL 18", EmbeddedPostgres.builder());
    }

    static EmbeddedServer start(PostgresBinaries binaries) {
        return start(
                binaries.name(),
                EmbeddedPostgres.builder().setPgBinaryResolver((system, machine) -> binaries.open(system, machine)));
    }

    private static EmbeddedServer start(String name, EmbeddedPostgres.Builder builder) {
        try {
            EmbeddedServer started = new EmbeddedServer(
                    name,
                    builder.setServerConfig("fsync", "off")
                            .setServerConfig("max_connections", "50")
                            .start());
            started.administer("CREATE DATABASE " + TEMPLATE);
            try (PostgresStore store = PostgresStore.open(started.configOf(TEMPLATE))) {
                store.migrate();
            }
            return started;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public TestDatabase migratedDatabase() throws SQLException {
        return createdFrom(TEMPLATE);
    }

    @Override
    public TestDatabase emptyDatabase() throws SQLException {
        return createdFrom("template1");
    }

    private TestDatabase createdFrom(String template) throws SQLException {
        String database = "test_" + databases.incrementAndGet();
        administer("CREATE DATABASE " + database + " TEMPLATE " + template);
        return new TestDatabase(this, database);
    }

    @Override
    public PostgresConfig configOf(String database) {
        return new PostgresConfig(server.getJdbcUrl("postgres", database), "postgres", null, 4);
    }

    @Override
    public void goAway(String database) throws SQLException {
        administer("ALTER DATABASE " + database + " ALLOW_CONNECTIONS false");
        administer("SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity WHERE datname = '" + database + "'");
    }

    @Override
    public void comeBack(String database) throws SQLException {
        administer("ALTER DATABASE " + database + " ALLOW_CONNECTIONS true");
    }

    private void administer(String sql) throws SQLException {
        try (Connection connection = server.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
