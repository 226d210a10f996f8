package io.tachograph.collectors.source.loki;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/** Lines that wait to be sent: of more than it may hold the oldest are dropped and counted. Thread-safe. */
final class LineQueue {
    private final long mostBytes;
    private final ArrayDeque<LogLine> waiting = new ArrayDeque<>();
    private long bytes;
    private long dropped;
    private boolean ended;

    LineQueue(long mostBytes) {
        this.mostBytes = mostBytes;
    }

    synchronized void add(LogLine line) {
        waiting.add(line);
        bytes += line.weight();
        while (bytes > mostBytes) {
            bytes -= waiting.remove().weight();
            dropped++;
        }
        notifyAll();
    }

    /**
     * The oldest lines, up to a weight; waits for the first.
     *
     * @return none when no more will come
     */
    synchronized List<LogLine> take(long most) throws InterruptedException {
        while (waiting.isEmpty() && !ended) {
            wait();
        }
        List<LogLine> taken = new ArrayList<>();
        long weight = 0;
        while (!waiting.isEmpty()
                && (taken.isEmpty() || weight + waiting.element().weight() <= most)) {
            LogLine line = waiting.remove();
            weight += line.weight();
            taken.add(line);
        }
        bytes -= weight;
        return taken;
    }

    /** What waits can still be taken. */
    synchronized void end() {
        ended = true;
        notifyAll();
    }

    synchronized boolean isEnded() {
        return ended;
    }

    synchronized int size() {
        return waiting.size();
    }

    synchronized long dropped() {
        return dropped;
    }
}
