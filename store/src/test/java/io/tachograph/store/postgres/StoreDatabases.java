package io.tachograph.store.postgres;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Every server that the store runs on, each started when first asked for, and stopped when the run ends. */
final class StoreDatabases implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(StoreDatabases.class);
    /** The oldest that the store runs on; with {@code -Plong} all between, too. */
    private static final List<Integer> OLDER = Boolean.getBoolean("tests.long") ? List.of(15, 16, 17) : List.of(15);

    private final Map<String, DatabaseServer> started = new TreeMap<>();

    private interface Start {
        DatabaseServer start() throws IOException, InterruptedException;
    }

    static StoreDatabases of(ExtensionContext context) {
        return context.getRoot()
                .getStore(Namespace.create(StoreDatabases.class))
                .getOrComputeIfAbsent(StoreDatabases.class, type -> new StoreDatabases(), StoreDatabases.class);
    }

    /** The newest PostgreSQL, for tests to which versions make no difference. */
    synchronized EmbeddedServer newest() {
        return (EmbeddedServer) started.computeIfAbsent("newest", name -> EmbeddedServer.start());
    }

    /** Plain PostgreSQL, oldest first. */
    Stream<DatabaseServer> plain() {
        return Stream.concat(OLDER.stream().map(this::older), Stream.of(newest()));
    }

    /** TimescaleDB, in the forms that this machine can run; for the others stand-ins that skip. */
    Stream<DatabaseServer> timescale() {
        return Stream.of(
                present("TimescaleDB on PGlite", PgliteServer::start),
                present(ContainerServer.IMAGE, ContainerServer::start));
    }

    private synchronized DatabaseServer older(int major) {
        return started.computeIfAbsent("PostgreSQL " + major, name -> {
            try {
                return EmbeddedServer.start(PostgresBinaries.ofMajor(major));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    private synchronized DatabaseServer present(String key, Start start) {
        return started.computeIfAbsent(key, name -> {
            try {
                return start.start();
            } catch (IOException e) {
                LOG.warn("no tests run on {}: {}", name, e.getMessage());
                return new AbsentServer(name, String.valueOf(e.getMessage()));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return new AbsentServer(name, "interrupted");
            }
        });
    }

    @Override
    public synchronized void close() {
        List<RuntimeException> failures = new ArrayList<>();
        for (DatabaseServer server : started.values()) {
            try {
                server.close();
            } catch (RuntimeException e) {
                failures.add(e);
            }
        }
        started.clear();
        if (!failures.isEmpty()) {
            throw failures.get(0);
        }
    }
}
