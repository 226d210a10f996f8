package io.tachograph.benchmarks.stream;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.stream.Stream;

/** The CPU time of a process and of all its children, those that have ended included, as Linux has it. */
final class ProcessTree {
    /** Linux counts in hundredths of a second for user space, whatever the kernel's clock. */
    private static final long MICROS_PER_TICK = 10_000;

    private final ProcessHandle root;

    ProcessTree(long pid) {
        root = ProcessHandle.of(pid).orElseThrow();
    }

    long cpuMicros() throws IOException {
        long ticks = 0;
        try (Stream<ProcessHandle> children = root.descendants()) {
            for (ProcessHandle child : Stream.concat(Stream.of(root), children).toList()) {
                ticks += ticksOf(child.pid());
            }
        }
        return ticks * MICROS_PER_TICK;
    }

    /** Its own, and those of children it waited for. */
    private static long ticksOf(long pid) throws IOException {
        String stat;
        try {
            stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
        } catch (NoSuchFileException e) {
            return 0; // Ended meanwhile: its parent has it.
        }
        // The name in parentheses may hold anything; utime is the twelfth field behind it.
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
        long ticks = 0;
        for (int i = 11; i < 15; i++) {
            ticks += Long.parseLong(fields[i]);
        }
        return ticks;
    }
}
