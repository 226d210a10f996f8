package io.tachograph.store.postgres;

import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.utility.DockerImageName;

/** TimescaleDB as its makers ship it, in a container. Gives each test a database of its own. */
final class ContainerServer implements DatabaseServer {
    static final String IMAGE = "timescale/timescaledb:2.29.2-pg18";

    private static final int PORT = 5432;

    private final GenericContainer<?> container;
    private final AtomicInteger databases = new AtomicInteger();

    private ContainerServer(GenericContainer<?> container) {
        this.container = container;
    }

    /**
     * Starts the image.
     *
     * @throws IOException when there is no Docker here
     */
    static ContainerServer start() throws IOException {
        if (!DockerClientFactory.instance().isDockerAvailable()) {
            throw new IOException("there is no Docker here");
        }
        GenericContainer<?> container = new GenericContainer<>(DockerImageName.parse(IMAGE))
                .withEnv("POSTGRES_HOST_AUTH_METHOD", "trust")
                .withCommand("postgres", "-c", "fsync=off", "-c", "timescaledb.telemetry_level=off")
                .withExposedPorts(PORT)
                // The image starts once to set itself up, and a second time to serve.
                .waitingFor(Wait.forLogMessage(".*database system is ready to accept connections.*\\s", 2)
                        .withStartupTimeout(Duration.ofMinutes(2)));
        container.start();
        return new ContainerServer(container);
    }

    @Override
    public TestDatabase migratedDatabase() throws SQLException {
        TestDatabase database = emptyDatabase();
        try (PostgresStore store = PostgresStore.open(database.config())) {
            store.migrate();
        }
        return database;
    }

    /** From template0: the image puts the extension into template1, and finding it is part of the test. */
    @Override
    public TestDatabase emptyDatabase() throws SQLException {
        String name = "test_" + databases.incrementAndGet();
        administer("CREATE DATABASE " + name + " TEMPLATE template0");
        return new TestDatabase(this, name);
    }

    @Override
    public PostgresConfig configOf(String database) {
        return new PostgresConfig(
                "jdbc:postgresql://" + container.getHost() + ":" + container.getMappedPort(PORT) + "/" + database,
                "postgres",
                null,
                4);
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
        PostgresConfig config = configOf("postgres");
        try (Connection connection = DriverManager.getConnection(config.jdbcUrl(), config.user(), null);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Override
    public void close() {
        container.stop();
    }

    @Override
    public String toString() {
        return IMAGE;
    }
}
