package io.tachograph.store.postgres;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;

/** A real PostgreSQL for all tests of a run. Gives each test a database of its own. */
final class EmbeddedServer implements AutoCloseable {
    private static final String TEMPLATE = "migrated_template";

    private final EmbeddedPostgres server;
    private final AtomicInteger databases = new AtomicInteger();

    private EmbeddedServer(EmbeddedPostgres server) {
        this.server = server;
    }

    static EmbeddedServer start() {
        try {
            EmbeddedServer started = new EmbeddedServer(EmbeddedPostgres.builder()
                    .setServerConfig("fsync", "off")
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

    TestDatabase migratedDatabase() throws SQLException {
        return createdFrom(TEMPLATE);
    }

    TestDatabase emptyDatabase() throws SQLException {
        return createdFrom("template1");
    }

    private TestDatabase createdFrom(String template) throws SQLException {
        String name = "test_" + databases.incrementAndGet();
        administer("CREATE DATABASE " + name + " TEMPLATE " + template);
        return new TestDatabase(this, name);
    }

    PostgresConfig configOf(String database) {
        return new PostgresConfig(server.getJdbcUrl("postgres", database), "postgres", null, 4);
    }

    void administer(String sql) throws SQLException {
        try (Connection connection = server.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
