package io.tachograph.collectors.load;

import io.tachograph.schemas.avro.Outcome;
import io.tachograph.schemas.avro.RequestTiming;
import org.jspecify.annotations.Nullable;

/** Keeps a generator's counters, and with them decides what may still begin and when all has ended. Thread-safe. */
final class LoadTally {
    /** What becomes of an arrival. */
    enum Arrival {
        SEND,
        OVER_LIMIT,
        STOPPED
    }

    private final @Nullable Long maxRequests;
    private final @Nullable Integer maxOutstanding;
    private boolean stopped;
    /** No conversation begins any more, but those that have begun go on. */
    private boolean exhausted;
    /** Conversations between two turns. */
    private long thinking;

    private long arrived;
    private long overLimit;
    private long ok;
    private long failed;
    private long cancelled;
    private long maxLagNanos;

    LoadTally(Limits limits, boolean capped) {
        maxRequests = limits.maxRequests();
        maxOutstanding = capped ? limits.maxOutstanding() : null;
    }

    /** Whether another conversation may begin. */
    synchronized boolean open() {
        return !stopped && !exhausted;
    }

    /** The last arrival finds nothing to ask any more. */
    synchronized void withdraw() {
        arrived--;
        exhausted = true;
    }

    synchronized void exhaust() {
        exhausted = true;
    }

    synchronized void think() {
        thinking++;
    }

    /** A conversation goes on after a pause. */
    synchronized Arrival resume() {
        thinking--;
        return arrive();
    }

    synchronized Arrival arrive() {
        if (stopped) {
            return Arrival.STOPPED;
        }
        arrived++;
        stopped = maxRequests != null && arrived >= maxRequests;
        // The one that arrives is among the outstanding already.
        return maxOutstanding != null && outstanding() > maxOutstanding ? Arrival.OVER_LIMIT : Arrival.SEND;
    }

    /** One that may not be sent. Until then it is outstanding, so that the run does not end before all have heard. */
    synchronized void overLimit() {
        overLimit++;
    }

    synchronized void finish(RequestTiming record) {
        if (record.getOutcome() == Outcome.OK) {
            ok++;
        } else if (record.getOutcome() == Outcome.CANCELLED) {
            cancelled++;
        } else {
            failed++;
        }
        maxLagNanos = Math.max(maxLagNanos, -record.getScheduledNanos());
    }

    /** One that was to be sent, and of which there is no record. */
    synchronized void fail() {
        failed++;
    }

    synchronized void stop() {
        stopped = true;
    }

    /** Nothing is under way, and nothing will be. */
    synchronized boolean ended() {
        return outstanding() == 0 && (stopped || (exhausted && thinking == 0));
    }

    synchronized LoadCounters counters() {
        long finished = ok + failed + cancelled;
        return new LoadCounters(
                arrived, overLimit, arrived - overLimit, outstanding(), finished, ok, failed, cancelled, maxLagNanos);
    }

    private long outstanding() {
        return arrived - overLimit - ok - failed - cancelled;
    }
}
