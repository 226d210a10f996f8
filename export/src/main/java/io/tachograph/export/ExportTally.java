package io.tachograph.export;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The account of an export. Thread-safe. */
final class ExportTally {
    private long delivered;
    private long lost;
    private long repeated;
    private long unreadable;
    private long expired;
    private long failures;
    private @Nullable String collector;
    private @Nullable String kafka;
    private @Nullable Long awaySinceNanos;

    synchronized void delivered(int windows) {
        delivered += windows;
        collector = null;
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

    /** Records that Kafka kept no longer when they were wanted. */
    synchronized void expired(long records) {
        expired += records;
    }

    /** @return whether that is news */
    synchronized boolean failed(String sentence) {
        failures++;
        boolean news = !sentence.equals(collector);
        collector = sentence;
        return news;
    }

    /** Kafka cannot be read. @return whether that is news */
    synchronized boolean away(String sentence) {
        boolean news = !sentence.equals(kafka);
        kafka = sentence;
        if (awaySinceNanos == null) {
            awaySinceNanos = System.nanoTime();
        }
        return news;
    }

    /** It can. */
    synchronized void back() {
        kafka = null;
        awaySinceNanos = null;
    }

    /** What is wrong with Kafka, when it has been so for so long; null otherwise. */
    synchronized @Nullable String awayFor(Duration patience) {
        return awaySinceNanos != null && System.nanoTime() - awaySinceNanos >= patience.toNanos() ? kafka : null;
    }

    synchronized ExportCounters counters() {
        return new ExportCounters(
                delivered, lost, repeated, unreadable, expired, failures, kafka == null ? collector : kafka);
    }
}
