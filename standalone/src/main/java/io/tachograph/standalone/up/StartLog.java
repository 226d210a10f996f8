package io.tachograph.standalone.up;

import io.tachograph.standalone.terminal.Interrupt;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.util.Locale;

/** Tells a person, line by line, which part has started and how long it took. Thread-safe. */
final class StartLog {
    private final PrintStream out;
    private final Interrupt interrupt;

    StartLog(PrintStream out, Interrupt interrupt) {
        this.out = out;
        this.interrupt = interrupt;
    }

    /** What starts a part. */
    interface Start<T> {
        T start() throws IOException;
    }

    /**
     * Starts a part and says how long that took.
     *
     * @throws IOException when it cannot start, or the process is to end already
     */
    <T> T part(String name, Start<T> part) throws IOException {
        if (interrupt.isWished()) {
            throw new InterruptedIOException("stopped before it had started");
        }
        long begin = System.nanoTime();
        T started = part.start();
        say(String.format(Locale.ROOT, "  %-22s %6.1f s", name, (System.nanoTime() - begin) / 1e9));
        return started;
    }

    synchronized void say(String line) {
        out.println(line);
        out.flush();
    }

    /** Seconds since the JVM started. */
    static double secondsSinceJvmStart() {
        return (System.currentTimeMillis()
                        - ManagementFactory.getRuntimeMXBean().getStartTime())
                / 1e3;
    }
}
