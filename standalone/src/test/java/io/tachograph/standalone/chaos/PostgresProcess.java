package io.tachograph.standalone.chaos;

import io.tachograph.embedded.FreePort;
import io.tachograph.embedded.postgres.EmbeddedDatabase;
import io.tachograph.store.postgres.PostgresConfig;
import io.tachograph.store.postgres.PostgresStore;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;

/** A PostgreSQL server that stops and comes again at the same address. */
final class PostgresProcess implements AutoCloseable {
    private final Path directory;
    private final int port;
    private final Thread onExit = new Thread(this::closeQuietly, "stop-postgres");
    private EmbeddedDatabase server;

    private PostgresProcess(Path directory, int port) throws IOException {
        this.directory = directory;
        this.port = port;
        this.server = EmbeddedDatabase.start(directory, port);
        Runtime.getRuntime().addShutdownHook(onExit);
    }

    /** Starts it, with Tachograph's tables. */
    static PostgresProcess start(Path directory) throws IOException, SQLException {
        PostgresProcess postgres = new PostgresProcess(directory, FreePort.find());
        try (PostgresStore store = PostgresStore.open(postgres.reach())) {
            store.migrate();
        }
        return postgres;
    }

    PostgresConfig reach() {
        return new PostgresConfig(jdbcUrl(), server.user(), null, 1);
    }

    String jdbcUrl() {
        return server.jdbcUrl();
    }

    /** Every connection is cut, and none is possible until it is started again. */
    void stop() throws IOException {
        server.close();
    }

    void restart() throws IOException {
        server = EmbeddedDatabase.start(directory, port);
    }

    @Override
    public void close() throws IOException {
        server.close();
        Runtime.getRuntime().removeShutdownHook(onExit);
    }

    private void closeQuietly() {
        try {
            server.close();
        } catch (IOException e) {
            throw new IllegalStateException("PostgreSQL does not stop; its data are in " + directory, e);
        }
    }
}
