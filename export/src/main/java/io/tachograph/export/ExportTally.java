package io.tachograph.export;

import org.jspecify.annotations.Nullable;

/** The account of an export. Thread-safe. */
final class ExportTally {
    private long delivered;
    private long lost;
    private long repeated;
    private long unreadable;
    private long failures;
    private @Nullable String complaint;

    synchronized void delivered(int windows) {
        delivered += windows;
        complaint = null;
    }

    synchronized void lost(int windows) {
        lost += windows;
    }

    synchronized void repeated() {
        repeated++;
    }

    synchronized void unreadable() {
        unreadable++;
    }

    /** @return whether that is news */
    synchronized boolean failed(String sentence) {
        failures++;
        return complain(sentence);
    }

    synchronized boolean complain(String sentence) {
        boolean news = !sentence.equals(complaint);
        complaint = sentence;
        return news;
    }

    synchronized ExportCounters counters() {
        return new ExportCounters(delivered, lost, repeated, unreadable, failures, complaint);
    }
}
