package io.tachograph.embedded.postgres;

import io.tachograph.embedded.FreePort;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/**
 * One PostgreSQL server, a child process that listens on the loopback interface and trusts every connection there. Its
 * data survive a restart and the death of either process. Works for root, too, in a user namespace.
 */
public final class EmbeddedDatabase implements AutoCloseable {
    /** The library's own property: a folder where it unpacks the server once, for all data directories. */
    private static final String SHARED_BINARIES = "ot.epg.working-dir";

    private final EmbeddedPostgres server;

    private EmbeddedDatabase(EmbeddedPostgres server) {
        this.server = server;
    }

    /**
     * Starts the server and returns when it answers. The caller holds the lock of the data directory: a server that
     * still runs on it belongs to a process that was killed, and is stopped first.
     *
     * @param directory where its data and log are, and its binaries unless the system property {@code
     *     ot.epg.working-dir} names a folder for those of all
     * @param port its port, 0 for any free one
     * @throws IOException when it cannot start there
     */
    public static EmbeddedDatabase start(Path directory, int port) throws IOException {
        Path data = directory.resolve("data");
        Path binaries = Path.of(System.getProperty(
                SHARED_BINARIES, directory.resolve("binaries").toString()));
        Path log = directory.resolve("postgres.log");
        try {
            Files.createDirectories(directory);
            Orphan.stop(data);
            EmbeddedPostgres.Builder builder = EmbeddedPostgres.builder()
                    .setDataDirectory(data)
                    .setCleanDataDirectory(false)
                    .setOverrideWorkingDirectory(binaries.toFile())
                    .setRegisterShutdownHook(false)
                    .setPGStartupWait(Duration.ofSeconds(60))
                    .setOutputRedirector(Redirect.appendTo(log.toFile()))
                    .setErrorRedirector(Redirect.appendTo(log.toFile()))
                    // The library starts a throw-away server; this one is to keep what it has confirmed.
                    .setServerConfig("fsync", "on")
                    .setServerConfig("synchronous_commit", "on")
                    .setServerConfig("full_page_writes", "on")
                    .setServerConfig("timezone", "UTC")
                    .setServerConfig("max_connections", "50")
                    .setServerConfig("shared_buffers", "64MB")
                    .setPort(port == 0 ? FreePort.find() : port);
            return new EmbeddedDatabase(builder.start());
        } catch (IOException | RuntimeException e) {
            throw new IOException(
                    "the embedded PostgreSQL cannot start in " + directory + ": " + e.getMessage() + "; see " + log, e);
        }
    }

    /** JDBC URL, user included; no password is needed. */
    public String jdbcUrl() {
        return server.getJdbcUrl("postgres", "postgres");
    }

    public String user() {
        return "postgres";
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
