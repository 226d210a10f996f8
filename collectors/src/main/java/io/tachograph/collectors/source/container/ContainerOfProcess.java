package io.tachograph.collectors.source.container;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Finds the container of a process by its control group. Needs no privilege. Thread-safe. */
public final class ContainerOfProcess {
    /** How the kernel names the namespace that the machine started with (PROC_PID_INIT_INO). */
    private static final String FIRST_PID_NAMESPACE = "pid:[4026531836]";
    /** A line for each of a dozen hierarchies, each shorter than a path may be. */
    private static final int MOST_BYTES = 1 << 16;

    private final Path proc;

    /** @param proc {@code /proc}, or where the host's is mounted */
    public ContainerOfProcess(Path proc) {
        this.proc = proc;
    }

    /**
     * Whether {@code proc} numbers processes as the host does. Elsewhere the host's process 7 is not the 7 that is found
     * there, and {@link #of} must not be asked about it. An agent in a container needs {@code pid: host}, or the host's
     * {@code /proc} mounted.
     */
    public boolean countsAsTheHost() {
        try {
            if (Files.readSymbolicLink(proc.resolve("self/ns/pid")).toString().equals(FIRST_PID_NAMESPACE)) {
                return true;
            }
            // Seen through the host's /proc, a process within has a number for each namespace from there on.
            return head(proc.resolve("self/status"))
                    .lines()
                    .anyMatch(line -> line.startsWith("NSpid:") && line.split("\\s+").length > 2);
        } catch (IOException e) {
            return false;
        }
    }

    /** Id of the container of a process, its name with LXC; null when it is in none, or not there (any more). */
    public @Nullable String of(long pid) {
        try {
            return Cgroups.container(head(proc.resolve(Long.toString(pid)).resolve("cgroup")));
        } catch (IOException e) {
            return null; // Processes end at any time.
        }
    }

    private static String head(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return new String(in.readNBytes(MOST_BYTES), StandardCharsets.UTF_8);
        }
    }
}
