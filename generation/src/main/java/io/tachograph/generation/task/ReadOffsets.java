package io.tachograph.generation.task;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** How far each partition has been read, and waiting until it is far enough. Thread-safe. */
final class ReadOffsets {
    private final Map<Integer, Long> next = new HashMap<>();

    /** A record was read, and everything that it changes has been changed. */
    synchronized void read(int partition, long offset) {
        next.put(partition, offset + 1);
        notifyAll();
    }

    /** Of those offsets the ones that have not been reached. */
    synchronized Map<Integer, Long> missing(Map<Integer, Long> ends) {
        Map<Integer, Long> missing = new HashMap<>(ends);
        missing.entrySet().removeIf(end -> next.getOrDefault(end.getKey(), 0L) >= end.getValue());
        return missing;
    }

    /** @return whether all were reached within the time */
    synchronized boolean await(Map<Integer, Long> ends, Duration limit) throws InterruptedException {
        long deadline = System.nanoTime() + limit.toNanos();
        while (!missing(ends).isEmpty()) {
            long left = (deadline - System.nanoTime()) / 1_000_000;
            if (left <= 0) {
                return false;
            }
            wait(left);
        }
        return true;
    }
}
