package io.tachograph.bench.run;

import io.tachograph.bench.record.Phases;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;

/**
 * Does what begins with the measured part of a run, on a thread of its own: neither the schedule nor an event loop may
 * wait for it.
 */
final class MeasuredPart implements AutoCloseable {
    private static final long LOOK_NANOS = 1_000_000;

    private final Phases phases;
    private final long startNanos;
    private final LongSupplier arrived;
    private final Runnable begins;
    private final Thread thread;
    private volatile boolean closed;

    private MeasuredPart(Phases phases, long startNanos, LongSupplier arrived, Runnable begins) {
        this.phases = phases;
        this.startNanos = startNanos;
        this.arrived = arrived;
        this.begins = begins;
        thread = new Thread(this::run, "tachograph-measured-part");
        thread.setDaemon(true);
    }

    static boolean isWholeRun(Phases phases) {
        return phases.warmUpRequests() == 0 && phases.warmUp().isZero();
    }

    /** @param arrived how many requests have arrived */
    static MeasuredPart await(Phases phases, long startNanos, LongSupplier arrived, Runnable begins) {
        MeasuredPart part = new MeasuredPart(phases, startNanos, arrived, begins);
        part.thread.start();
        return part;
    }

    private void run() {
        long fromNanos = startNanos + phases.warmUp().toNanos();
        for (long wait = fromNanos - System.nanoTime(); wait > 0 && !closed; wait = fromNanos - System.nanoTime()) {
            LockSupport.parkNanos(wait);
        }
        while (!closed && arrived.getAsLong() < phases.warmUpRequests()) {
            LockSupport.parkNanos(LOOK_NANOS);
        }
        if (!closed) {
            begins.run();
        }
    }

    /** It does not begin any more; what has begun is interrupted and waited for. */
    @Override
    public void close() {
        closed = true;
        boolean interrupted = false;
        while (thread.isAlive()) {
            thread.interrupt();
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
