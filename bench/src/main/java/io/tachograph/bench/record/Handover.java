package io.tachograph.bench.record;

import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAccumulator;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * A bounded queue from many threads to one, that costs the giver two atomic operations and never a wake-up: the taker
 * looks by itself. When it is full the giver waits, and how long is counted.
 */
final class Handover<T> {
    private final ConcurrentLinkedQueue<T> queue = new ConcurrentLinkedQueue<>();
    private final Semaphore room;
    private final LongAdder waits = new LongAdder();
    private final LongAdder waitedNanos = new LongAdder();
    private final LongAccumulator longestNanos = new LongAccumulator(Math::max, 0);
    private final AtomicLong lost = new AtomicLong();
    private volatile boolean closed;

    Handover(int capacity) {
        room = new Semaphore(capacity);
    }

    /** Thread-safe. What is given after {@link #close} is lost, and counted. */
    void put(T item) {
        if (!room.tryAcquire() && !waitForRoom()) {
            lost.incrementAndGet();
            return;
        }
        queue.add(item);
        if (closed) {
            lost.incrementAndGet();
        }
    }

    private boolean waitForRoom() {
        long began = System.nanoTime();
        boolean interrupted = false;
        boolean got = false;
        while (!got && !closed) {
            try {
                got = room.tryAcquire(50, TimeUnit.MILLISECONDS);
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        long nanos = System.nanoTime() - began;
        waits.increment();
        waitedNanos.add(nanos);
        longestNanos.accumulate(nanos);
        return got;
    }

    /** For one thread. */
    @Nullable
    T poll() {
        T item = queue.poll();
        if (item != null) {
            room.release();
        }
        return item;
    }

    void close() {
        closed = true;
    }

    long lost() {
        return lost.get();
    }

    Waits waits() {
        return new Waits(waits.sum(), waitedNanos.sum() / 1e9, longestNanos.get() / 1e9);
    }
}
