package io.tachograph.collectors.load;

import java.util.PriorityQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One thread that calls events at absolute instants of {@link System#nanoTime}. It parks until the earliest instant. When
 * it is late it calls what is due, in order and without pause; it never moves or leaves out an event, and each is told
 * the instant it was meant for. Events must be short: those of all users share the thread.
 *
 * <p>Thread-safe.
 */
public final class Pacer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Pacer.class);

    /** Something that happens at an instant. */
    @FunctionalInterface
    public interface Event {
        /** @param dueNanos the instant it was meant for, which may have passed */
        void happen(long dueNanos);
    }

    private record Entry(long dueNanos, long number, Event event) {}

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    /** By instant, and among equal ones in the order they were added; differences, because nanoTime may overflow. */
    private final PriorityQueue<Entry> entries = new PriorityQueue<>((a, b) ->
            a.dueNanos != b.dueNanos ? Long.signum(a.dueNanos - b.dueNanos) : Long.compare(a.number, b.number));

    private final Thread thread;
    private long added;
    private boolean closed;

    private Pacer(String name) {
        thread = new Thread(this::run, name);
        thread.setDaemon(true);
    }

    public static Pacer start(String threadName) {
        Pacer pacer = new Pacer(threadName);
        pacer.thread.start();
        return pacer;
    }

    /** Has {@code event} called at an instant; at once when that has passed; never when the pacer is closed. */
    public void at(long dueNanos, Event event) {
        lock.lock();
        try {
            Entry entry = new Entry(dueNanos, added++, event);
            entries.add(entry);
            if (entry.equals(entries.peek())) {
                changed.signal();
            }
        } finally {
            lock.unlock();
        }
    }

    private void run() {
        for (Entry due = awaitNext(); due != null; due = awaitNext()) {
            try {
                due.event.happen(due.dueNanos);
            } catch (RuntimeException e) {
                LOG.error("an event of {} failed", thread.getName(), e);
            }
        }
    }

    /** @return null when the pacer is closed */
    private @Nullable Entry awaitNext() {
        lock.lock();
        try {
            while (!closed) {
                Entry next = entries.peek();
                long wait = next == null ? Long.MAX_VALUE : next.dueNanos - System.nanoTime();
                if (next != null && wait <= 0) {
                    return entries.poll();
                }
                changed.awaitNanos(wait);
            }
            return null;
        } catch (InterruptedException e) {
            return null;
        } finally {
            lock.unlock();
        }
    }

    /** Drops what has not happened yet and waits for the event that is happening. */
    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            entries.clear();
            changed.signal();
        } finally {
            lock.unlock();
        }
        if (Thread.currentThread() != thread) {
            try {
                thread.join(TimeUnit.SECONDS.toMillis(5));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
