package io.tachograph.store.postgres;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * PostgreSQL 17 with TimescaleDB under its community licence, as a WebAssembly program in Node: see
 * {@code src/test/pglite/server.mjs} for what it is and what it is not. Every migrated database is the same one, emptied.
 */
final class PgliteServer implements DatabaseServer {
    private static final String MIGRATED = "migrated";

    private final Process node;
    private final BufferedReader answers;
    private final Writer commands;
    private final int port;
    private final AtomicInteger databases = new AtomicInteger();
    private @Nullable String filledByTests;
    private @Nullable String previousEmpty;

    private PgliteServer(Process node) throws IOException {
        this.node = node;
        this.answers = node.inputReader(StandardCharsets.UTF_8);
        this.commands = node.outputWriter(StandardCharsets.UTF_8);
        String line = answers.readLine();
        if (line == null || !line.startsWith("port ")) {
            node.destroy();
            throw new IOException("the database in Node did not start: " + line);
        }
        this.port = Integer.parseInt(line.substring("port ".length()));
    }

    static PgliteServer start() throws IOException, InterruptedException {
        return new PgliteServer(PgliteInstallation.install().startNode());
    }

    @Override
    public synchronized TestDatabase migratedDatabase() throws SQLException {
        TestDatabase database = new TestDatabase(this, MIGRATED);
        if (filledByTests == null) {
            try (PostgresStore store = PostgresStore.open(database.config())) {
                store.migrate();
            }
            filledByTests = emptyTables(database);
        }
        database.execute("TRUNCATE " + filledByTests);
        return database;
    }

    /** All but those that migrations put rows into. */
    private static String emptyTables(TestDatabase database) throws SQLException {
        List<String> empty = new ArrayList<>();
        for (String table : database.query("""
                SELECT c.oid::regclass::text FROM pg_class c
                WHERE c.relnamespace = 'tachograph'::regnamespace AND c.relkind = 'r'
                """)) {
            if (database.query("SELECT EXISTS (SELECT FROM " + table + ")").contains("f")) {
                empty.add(table);
            }
        }
        return String.join(", ", empty);
    }

    /** A few hundred megabytes each, so the one before goes away. */
    @Override
    public synchronized TestDatabase emptyDatabase() throws SQLException {
        if (previousEmpty != null) {
            command("drop " + previousEmpty);
        }
        previousEmpty = "empty_" + databases.incrementAndGet();
        return new TestDatabase(this, previousEmpty);
    }

    @Override
    public PostgresConfig configOf(String database) {
        return new PostgresConfig("jdbc:postgresql://127.0.0.1:" + port + "/" + database, "postgres", null, 4);
    }

    @Override
    public void goAway(String database) throws SQLException {
        command("away " + database);
    }

    @Override
    public void comeBack(String database) throws SQLException {
        command("back " + database);
    }

    private synchronized void command(String command) throws SQLException {
        try {
            commands.write(command + "\n");
            commands.flush();
            String answer = answers.readLine();
            if (!"done".equals(answer)) {
                throw new SQLException("the database in Node answered '" + answer + "' to '" + command + "'");
            }
        } catch (IOException e) {
            throw new SQLException("the database in Node is gone", e);
        }
    }

    /** It ends when its input does, also when this process dies. */
    @Override
    public void close() {
        try {
            commands.close();
            if (!node.waitFor(10, TimeUnit.SECONDS)) {
                node.destroyForcibly();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            node.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public String toString() {
        return "TimescaleDB on PGlite";
    }
}
