package io.tachograph.client.load;

import java.util.PriorityQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One thread that calls events at absolute instants of {@link System#nanoTime}. It parks until the earliest instant. When
 * it is late it calls what is due, in order and without pause; it never moves or leaves out an event, and each is told
 * the instant it was meant for. Events must be short: those of all users share the thread.
 *
 * <p>Thread-safe, and without locks: other threads put events on a stack from which the pacer's thread takes them all at
 * once; its own events, such as the next arrival, go straight into its heap.
 */
public final class Pacer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Pacer.class);

    /** Something that happens at an instant. */
    @FunctionalInterface
    public interface Event {
        /** @param dueNanos the instant it was meant for, which may have passed */
        void happen(long dueNanos);
    }

    private static final class Entry implements Comparable<Entry> {
        private final long dueNanos;
        private final long number;
        private final Event event;
        private @Nullable Entry below;

        Entry(long dueNanos, long number, Event event) {
            this.dueNanos = dueNanos;
            this.number = number;
            this.event = event;
        }

        /** By instant, and among equal ones in the order they were added; differences, because nanoTime may overflow. */
        @Override
        public int compareTo(Entry other) {
            return dueNanos != other.dueNanos
                    ? Long.signum(dueNanos - other.dueNanos)
                    : Long.compare(number, other.number);
        }
    }

    private final AtomicReference<@Nullable Entry> added = new AtomicReference<>();
    private final AtomicLong number = new AtomicLong();
    /** Belongs to the thread. */
    private final PriorityQueue<Entry> entries = new PriorityQueue<>();

    private final Thread thread;
    /** Between these two marks an entry that is due before {@code parkedUntilNanos} has to wake the thread. */
    private volatile boolean parked;

    private volatile long parkedUntilNanos;
    private volatile boolean closed;

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
        Entry entry = new Entry(dueNanos, number.getAndIncrement(), event);
        if (Thread.currentThread() == thread) {
            entries.add(entry);
        } else if (!closed) {
            push(entry);
            // The thread marks itself as parked and then looks at the stack again, so one of both sees the other.
            if (parked && dueNanos - parkedUntilNanos < 0) {
                LockSupport.unpark(thread);
            }
        }
    }

    private void push(Entry entry) {
        Entry top;
        do {
            top = added.get();
            entry.below = top;
        } while (!added.compareAndSet(top, entry));
    }

    private void run() {
        while (!closed) {
            takeAdded();
            Entry next = entries.peek();
            if (next != null && next.dueNanos - System.nanoTime() <= 0) {
                entries.remove();
                happen(next);
            } else {
                park(next);
            }
        }
        entries.clear();
        added.set(null);
    }

    private void takeAdded() {
        if (added.get() == null) {
            return;
        }
        Entry entry = added.getAndSet(null);
        while (entry != null) {
            Entry below = entry.below;
            entry.below = null;
            entries.add(entry);
            entry = below;
        }
    }

    private void happen(Entry entry) {
        try {
            entry.event.happen(entry.dueNanos);
        } catch (RuntimeException | Error e) {
            // An error in one user's event must not end the schedules of the others.
            LOG.error("an event of {} failed", thread.getName(), e);
        }
    }

    private void park(@Nullable Entry next) {
        // Far, but near enough that differences do not overflow.
        parkedUntilNanos = next == null ? System.nanoTime() + Long.MAX_VALUE / 2 : next.dueNanos;
        parked = true;
        if (added.get() == null && !closed) {
            LockSupport.parkNanos(this, Math.max(0, parkedUntilNanos - System.nanoTime()));
        }
        parked = false;
        // Nobody interrupts this thread on purpose; left set, it would never park again.
        boolean unused = Thread.interrupted();
    }

    /** Drops what has not happened yet and waits for the event that is happening. */
    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(thread);
        if (Thread.currentThread() != thread) {
            try {
                thread.join(TimeUnit.SECONDS.toMillis(5));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
