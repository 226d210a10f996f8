package io.tachograph.embedded.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/** A PostgreSQL server that outlived the process that started it. */
final class Orphan {
    private static final int STOP_SECONDS = 20;

    private Orphan() {}

    /**
     * Stops the server that runs on a data directory, if one does. The first line of {@code postmaster.pid} names its
     * process; a process that got the same number since, of another program or another data directory, is left alone.
     */
    static void stop(Path data) throws IOException {
        Optional<ProcessHandle> server =
                pid(data).flatMap(ProcessHandle::of).filter(process -> isServerOf(data, process));
        if (server.isEmpty()) {
            return;
        }
        long pid = server.get().pid();
        try {
            // SIGINT is PostgreSQL's fast shutdown. SIGTERM, all that Java can send, waits for every open psql.
            int unused = new ProcessBuilder("kill", "-INT", Long.toString(pid))
                    .start()
                    .waitFor();
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

    private static Optional<Long> pid(Path data) throws IOException {
        Path file = data.resolve("postmaster.pid");
        List<String> lines = Files.exists(file) ? Files.readAllLines(file) : List.of();
        return lines.isEmpty() || !lines.get(0).strip().matches("\\d{1,18}")
                ? Optional.empty()
                : Optional.of(Long.parseLong(lines.get(0).strip()));
    }

    /** Of whichever programs: those that an earlier version unpacked are elsewhere. */
    private static boolean isServerOf(Path data, ProcessHandle process) {
        return process.info()
                        .command()
                        .filter(command ->
                                Path.of(command).getFileName().toString().startsWith("postgres"))
                        .isPresent()
                && directories(process).anyMatch(directory -> isSame(directory, data));
    }

    /** What may be its data directory: the one that it works in, where the system shows it, and what its arguments name. */
    private static Stream<Path> directories(ProcessHandle process) {
        return Stream.concat(
                Stream.of(Path.of("/proc", Long.toString(process.pid()), "cwd")),
                process.info().arguments().stream().flatMap(Arrays::stream).map(Path::of));
    }

    /** However either is spelt, links included. */
    private static boolean isSame(Path one, Path other) {
        try {
            return Files.isSameFile(one, other);
        } catch (IOException e) {
            return false;
        }
    }
}
