package io.tachograph.bench.record;

import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAccumulator;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * A bounded queue from many threads to one, that costs the giver two atomic operations and never a wake-up: the taker
 * looks by itself. When it is full the giver waits, and how long is counted. Items weigh, so that few large ones fill it as
 * many small ones do.
 */
final class Handover<T> {
    private final ConcurrentLinkedQueue<T> queue = new ConcurrentLinkedQueue<>();
    private final int capacity;
    private final ToLongFunction<T> weight;
    private final Semaphore room;
    private final LongAdder waits = new LongAdder();
    private final LongAdder waitedNanos = new LongAdder();
    private final LongAccumulator longestNanos = new LongAccumulator(Math::max, 0);
    private final AtomicLong lost = new AtomicLong();
    private volatile boolean closed;

    /** @param weight of an item, 1 or more; the same whenever it is asked. What weighs more than the capacity fits alone */
    Handover(int capacity, ToLongFunction<T> weight) {
        this.capacity = capacity;
        this.weight = weight;
        room = new Semaphore(capacity);
    }

    /** Thread-safe. What is given after {@link #close} is lost, and counted. */
    void put(T item) {
        int needed = weightOf(item);
        if (!room.tryAcquire(needed) && !waitForRoom(needed)) {
            lost.incrementAndGet();
            return;
        }
        queue.add(item);
        if (closed) {
            lost.incrementAndGet();
        }
    }

    private int weightOf(T item) {
        return (int) Math.min(capacity, weight.applyAsLong(item));
    }

    private boolean waitForRoom(int needed) {
        long began = System.nanoTime();
        boolean interrupted = false;
        boolean got = false;
        while (!got && !closed) {
            try {
                got = room.tryAcquire(needed, 50, TimeUnit.MILLISECONDS);
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
            room.release(weightOf(item));
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
