package io.tachograph.collectors.publish;

/**
 * Keeps a publisher's counters, and with them decides what is taken: at most {@code capacity} events may be pending,
 * wherever they are. Every method is a few instructions under one lock, so that the numbers always fit each other.
 */
final class PublisherTally {
    private final int capacity;
    private boolean closed;
    private boolean settled;
    private long accepted;
    private long dropped;
    private long acknowledged;
    private long failed;

    PublisherTally(int capacity) {
        this.capacity = capacity;
    }

    /** @return whether the event is taken; if not it is counted as dropped */
    synchronized boolean offer() {
        boolean taken = !closed && pending() < capacity;
        if (taken) {
            accepted++;
        } else {
            dropped++;
        }
        return taken;
    }

    synchronized void acknowledge() {
        // What arrives after the account was settled has been counted as failed.
        if (!settled) {
            acknowledged++;
        }
    }

    synchronized void fail() {
        if (!settled) {
            failed++;
        }
    }

    /** From now on everything is dropped. */
    synchronized void close() {
        closed = true;
    }

    /** Counts what is pending as failed, for good. */
    synchronized void settle() {
        closed = true;
        settled = true;
        failed += pending();
    }

    synchronized long pending() {
        return accepted - acknowledged - failed;
    }

    synchronized PublisherCounters counters() {
        return new PublisherCounters(accepted + dropped, accepted, dropped, acknowledged, failed, pending());
    }
}
