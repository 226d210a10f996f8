package io.tachograph.standalone.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A PostgreSQL server that outlived the process that started it. */
final class Orphan {
    private static final int STOP_SECONDS = 20;

    private Orphan() {}

    /**
     * Stops the server that runs on a data directory, if one does. The first line of {@code postmaster.pid} names its
     * process; another process that got the same number since is left alone.
     */
    static void stop(Path data) throws IOException {
        Path pidFile = data.resolve("postmaster.pid");
        if (!Files.exists(pidFile)) {
            return;
        }
        String pid = Files.readAllLines(pidFile).get(0).strip();
        Optional<ProcessHandle> server = ProcessHandle.of(Long.parseLong(pid))
                .filter(process -> process.info().command().orElse("").endsWith("postgres"));
        if (server.isEmpty()) {
            return;
        }
        // SIGTERM is PostgreSQL's "smart" shutdown: its only clients died with the process before.
        server.get().destroy();
        try {
            server.get().onExit().get(STOP_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new IOException("the server of a run before, process " + pid + ", does not stop", e);
        } catch (ExecutionException e) {
            throw new IOException("waiting for process " + pid + " failed", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while process " + pid + " was stopping", e);
        }
    }
}
