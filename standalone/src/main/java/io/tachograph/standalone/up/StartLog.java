package io.tachograph.standalone.up;

import io.tachograph.standalone.terminal.Interrupt;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells a person, line by line, which part has started and how long it took; parts start side by side, and the log has
 * from when to when each did. Thread-safe.
 */
final class StartLog {
    private static final Logger LOG = LoggerFactory.getLogger(StartLog.class);

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
        double begin = secondsSinceJvmStart();
        T started = part.start();
        double end = secondsSinceJvmStart();
        say(String.format(Locale.ROOT, "  %-22s %6.1f s", name, end - begin));
        LOG.info("started {}: from {} s to {} s after the JVM began", name, begin, end);
        return started;
    }

    synchronized void say(String line) {
        out.println(line);
        out.flush();
    }

    /** Seconds since the JVM started, by the monotonic clock. */
    static double secondsSinceJvmStart() {
        return ManagementFactory.getRuntimeMXBean().getUptime() / 1e3;
    }
}
