package io.tachograph.benchmarks.query;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A PostgreSQL with its data in a directory that survives it. Not safe against a crash of the machine: what it holds is
 * generated. One process per question, so that its CPU time is that of the backend.
 */
final class HistoryServer implements AutoCloseable {
    private final Path data;
    private final EmbeddedPostgres server;

    private HistoryServer(Path data, EmbeddedPostgres server) {
        this.data = data;
        this.server = server;
    }

    static HistoryServer start(Path directory) throws IOException {
        Path data = directory.resolve("data");
        Files.createDirectories(directory);
        return new HistoryServer(
                data,
                EmbeddedPostgres.builder()
                        .setDataDirectory(data)
                        .setCleanDataDirectory(false)
                        .setOverrideWorkingDirectory(
                                directory.resolve("binaries").toFile())
                        .setPGStartupWait(Duration.ofMinutes(5))
                        .setServerConfig("shared_buffers", "512MB")
                        .setServerConfig("timezone", "UTC")
                        .setServerConfig("autovacuum", "off")
                        .setServerConfig("max_parallel_workers_per_gather", "0")
                        // For loading only.
                        .setServerConfig("fsync", "off")
                        .setServerConfig("full_page_writes", "off")
                        .setServerConfig("wal_level", "minimal")
                        .setServerConfig("max_wal_senders", "0")
                        .setServerConfig("max_wal_size", "4GB")
                        .start());
    }

    String jdbcUrl() {
        return server.getJdbcUrl("postgres", "postgres");
    }

    Connection connect() throws SQLException {
        return DriverManager.getConnection(jdbcUrl());
    }

    /** Stops the server, drops its files from the kernel's cache, and starts it again. */
    static HistoryServer cold(Path directory, HistoryServer running) throws IOException, InterruptedException {
        running.close();
        List<String> command =
                new ArrayList<>(List.of("sh", "-c", "for f; do dd if=\"$f\" iflag=nocache count=0; done", "-"));
        try (Stream<Path> files = Files.walk(running.data)) {
            files.filter(Files::isRegularFile).map(Path::toString).forEach(command::add);
        }
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        if (process.waitFor() != 0) {
            throw new IOException("dd did not drop the files of " + running.data + " from the cache");
        }
        return start(directory);
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
