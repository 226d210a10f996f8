package io.tachograph.client.health;

import io.tachograph.client.http.arrival.StampCounters;
import io.tachograph.schemas.avro.RequestTiming;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Measures the client itself while it measures a server, and says when its own delay may explain more than a stated share
 * of a reported metric. Once said it stays said. Start it when the part of a run that is reported begins: compiling and
 * connecting in the warm-up are the client's delay as well. Close it before the event loops.
 *
 * <p>The client is the bottleneck when, judged every second,
 * <ul>
 *   <li>the event loops' delay, measured by a task handed to each loop every 10 ms (missed ones counted), is, at the same
 *       quantile, above {@code share} of the ttft, the gap between chunks or the e2e of the requests that finished in the
 *       last {@code tailWindow}: the median and the 90th percentile of the last {@code window}, the 99th percentile of the
 *       last {@code tailWindow} when delays above the limit came in at least ten different seconds of it; the median and
 *       the 90th percentile of the whole run, at its end. What the kernel stamped met no such delay, unless chunks share a
 *       stamp and were read late ({@code Reach}). But where the next request waits for the end of an answer ({@link
 *       Pacing#ANSWERS}), it waits for the loop, and with it the rate: there e2e is judged whatever the stamps;
 *   <li>the requests' delay until an event loop took them up (connecting comes later and is not the client's) is above
 *       {@code share} of the ttft or the e2e in the same way;
 *   <li>either delay is above {@code share} of what requests took that timed out, in the same way;
 *   <li>an event loop's thread used more than 90 % of a core, or the process more than 90 % of the cores it may use, over
 *       the last {@code window};
 *   <li>pauses of the garbage collector took more than {@code share} of the last {@code window}.
 * </ul>
 * The last two count where the client's delay is in the numbers. That is so with {@link Pacing#ANSWERS}, and otherwise
 * judged by the requests that finished in the last {@code tailWindow}: when none succeeded, when more than one in a hundred
 * of those that did were stamped by reading, or when more than one in a hundred of all timed out, got no answer or were
 * stamped by reading; and when none finished and nothing came that the kernel stamped. Else a client without CPU can only
 * send late, which is the second rule.
 *
 * <p>Quantiles are judged from at least 6, 29 and 299 values (median, 90th, 99th). Delays up to {@code resolution} never
 * count, and metrics up to it are not judged.
 *
 * <p>Thread-safe.
 */
public final class ClientHealth implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ClientHealth.class);
    private static final long JUDGE_NANOS = 1_000_000_000L;

    private final HealthWatch watch;
    private final LongSupplier clock;
    private final long periodNanos;
    private final Thread thread;
    private volatile HealthReport report;
    private volatile boolean closed;

    private ClientHealth(HealthWatch watch, LongSupplier clock, long periodNanos) {
        this.watch = watch;
        this.clock = clock;
        this.periodNanos = periodNanos;
        report = watch.judge(false);
        thread = new Thread(this::run, "tachograph-health");
        thread.setDaemon(true);
    }

    /**
     * @param loops the event loops that stamp, each a single thread
     * @param stamps how their reads were stamped so far; asked by the thread that judges
     * @param pacing what says when the next request is sent
     */
    public static ClientHealth start(
            List<? extends ScheduledExecutorService> loops,
            Supplier<StampCounters> stamps,
            Pacing pacing,
            HealthConfig config) {
        LongSupplier clock = System::nanoTime;
        HealthWatch watch = new HealthWatch(loops, stamps, pacing, config, clock, new JvmCpu());
        ClientHealth health =
                new ClientHealth(watch, clock, config.probePeriod().toNanos());
        health.thread.start();
        return health;
    }

    /** Takes in one finished attempt: cheap, any thread. */
    public void record(RequestTiming timing) {
        watch.record(timing);
    }

    /** Whether the client has been found to be the bottleneck, at most a second ago. */
    public boolean clientBound() {
        return report.clientBound();
    }

    /** As of the last judgement, at most a second ago; after {@link #close} of the whole time. */
    public HealthReport report() {
        return report;
    }

    private void run() {
        try {
            measure();
        } catch (RuntimeException e) {
            LOG.error("the client's health is no longer measured; the report covers the time until now", e);
        }
    }

    private void measure() {
        long start = clock.getAsLong();
        long judgeAt = start + JUDGE_NANOS;
        long due = start;
        while (!closed) {
            due += periodNanos;
            for (long wait = due - clock.getAsLong(); wait > 0 && !closed; wait = due - clock.getAsLong()) {
                LockSupport.parkNanos(wait);
            }
            watch.tick();
            long now = clock.getAsLong();
            if (now - judgeAt >= 0) {
                publish(watch.judge(false));
                judgeAt += JUDGE_NANOS * (1 + (now - judgeAt) / JUDGE_NANOS);
            }
            // Instants that passed meanwhile are counted by the probes, not caught up with.
            due += Math.max(0, (now - due) / periodNanos) * periodNanos;
        }
        watch.tick();
        publish(watch.judge(true));
    }

    private void publish(HealthReport next) {
        if (next.clientBound() && !report.clientBound()) {
            LOG.warn("client bound: {}", next.reasons().get(0));
        }
        report = next;
    }

    /** Judges the rest of the run and stops. */
    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(thread);
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
