package io.tachograph.collectors.source;

import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.apache.avro.specific.SpecificRecord;

/**
 * Something outside that is read again and again: one engine, the GPUs of a host, a Docker engine. The agent keeps the
 * schedule, never reads a source twice at once, and gives up a reading that outlasts its time limit. A source that
 * fails is read again when it is next due; no other source notices.
 */
public interface Source extends AutoCloseable {
    /**
     * Reads once. Called on a thread of its own, so it may block.
     *
     * @param records takes what was read; records of a reading that fails later count all the same
     * @return completes when everything was handed over, exceptionally with a {@link SourceException} that says in one
     *     sentence what is wrong and what to do; any other exception is counted as a bug of the source, and its text is
     *     in the log only. The agent cancels it
     *     ({@code toCompletableFuture().cancel(true)}) when it takes too long
     */
    CompletionStage<Void> read(Consumer<SpecificRecord> records);

    /** What is known of it by now, in one line for people; without secrets, empty for nothing. Thread-safe. */
    default String details() {
        return "";
    }

    /**
     * What came and became no record, by reason, each since the beginning; reasons are in snake case. For sources that
     * others send to: what a reading does not find is no loss. Thread-safe.
     */
    default Map<String, Long> leftOut() {
        return Map.of();
    }

    /**
     * Told before the first reading, where there is a schedule.
     *
     * @param soon to be run, from any thread and any number of times, when something has changed outside: the next reading
     *     then comes before its turn, though no more than one a second does
     */
    default void hurriedBy(Runnable soon) {}

    /** Frees what readings opened. Not called before the first, nor while a reading runs, unless that has been given up. */
    @Override
    void close();
}
