package io.tachograph.client.health;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.LongSupplier;

/**
 * Measures one event loop's delay: how long a task that another thread hands over waits until it runs. A timer of the
 * loop itself would measure the timer: on the NIO loop, whose timers have whole milliseconds, about half a millisecond at
 * the median of an idle loop, where handing over takes 0.05 to 0.1 ms.
 *
 * <p>Probes are due at absolute instants, one at a time. While a loop does not answer, no further task is handed over,
 * but every instant that passes counts as a probe that waited from then on: a stall of one second is a hundred late
 * probes, not one. The same holds when the probing thread itself comes late by a period or more, because then the whole
 * process stood still or got no CPU. Being a bit late itself is not counted.
 *
 * <p>On the loop only a stamp is taken; everything else belongs to the probing thread.
 */
final class LoopProbe implements Runnable {
    private final ExecutorService loop;
    private final LongSupplier clock;
    private final long periodNanos;
    private final RecentHistogram delays;

    /** Next instant of the grid that has no measurement yet. */
    private long nextDueNanos;

    private long originNanos;
    private boolean outstanding;
    private boolean ended;
    private long blockedNanos;

    /** Written by the loop, then {@code ran}. */
    private long ranNanos;

    private volatile boolean ran;
    private volatile long threadId;

    /** @param delays where measurements go, each at the instant it was due */
    LoopProbe(ExecutorService loop, LongSupplier clock, long startNanos, long periodNanos, RecentHistogram delays) {
        this.loop = loop;
        this.clock = clock;
        this.periodNanos = periodNanos;
        this.delays = delays;
        nextDueNanos = startNanos + periodNanos;
    }

    /** On the loop. */
    @Override
    public void run() {
        threadId = Thread.currentThread().getId();
        ranNanos = clock.getAsLong();
        ran = true;
    }

    /** Takes what has come back, and hands over a probe when one is due. */
    void tick(long nowNanos) {
        if (outstanding && ran) {
            settle(ranNanos);
        } else if (outstanding && loop.isShutdown()) {
            // It will never run, which says nothing about the time before.
            outstanding = false;
            ended = true;
        }
        if (!outstanding && !ended && nextDueNanos - nowNanos <= 0) {
            submit(nowNanos);
        }
    }

    private void submit(long nowNanos) {
        originNanos = nowNanos - nextDueNanos >= periodNanos ? nextDueNanos : nowNanos;
        nextDueNanos += periodNanos;
        ran = false;
        outstanding = true;
        try {
            loop.execute(this);
        } catch (RejectedExecutionException e) {
            // The loop is closed: nothing is measured with it any more.
            outstanding = false;
            ended = true;
        }
    }

    private void settle(long atNanos) {
        outstanding = false;
        if (atNanos - originNanos >= periodNanos) {
            blockedNanos += atNanos - originNanos;
        }
        delays.record(originNanos, atNanos - originNanos);
        for (; nextDueNanos - atNanos < 0; nextDueNanos += periodNanos) {
            delays.record(nextDueNanos, atNanos - nextDueNanos);
        }
    }

    /** Adds to {@code view} what waits now and has waited for a period or more, as if it ran now. */
    void addWaiting(long nowNanos, long sinceNanos, RecentHistogram view) {
        if (!outstanding || ran || nowNanos - originNanos < periodNanos) {
            return;
        }
        view.record(originNanos, nowNanos - originNanos);
        long skipped = Math.max(0, (sinceNanos - nextDueNanos) / periodNanos);
        for (long due = nextDueNanos + skipped * periodNanos; due - nowNanos < 0; due += periodNanos) {
            view.record(due, nowNanos - due);
        }
    }

    /** Time for which the loop kept a probe waiting for a period or more. */
    long blockedNanos(long nowNanos) {
        boolean waiting = outstanding && !ran && nowNanos - originNanos >= periodNanos;
        return blockedNanos + (waiting ? nowNanos - originNanos : 0);
    }

    /** Id of the loop's thread, 0 before its first probe ran. */
    long threadId() {
        return threadId;
    }
}
