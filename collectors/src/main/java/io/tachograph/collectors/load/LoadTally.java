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

    /** What arrived last found nothing to ask any more, so it did not arrive. */
    synchronized void withdraw(Arrival arrival) {
        arrived--;
        overLimit -= arrival == Arrival.OVER_LIMIT ? 1 : 0;
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
        return stopped ? Arrival.STOPPED : admit();
    }

    /** A conversation begins. */
    synchronized Arrival arrive() {
        return open() ? admit() : Arrival.STOPPED;
    }

    private void count() {
        arrived++;
        stopped = maxRequests != null && arrived >= maxRequests;
    }

    private Arrival admit() {
        count();
        // The one that arrives is among the outstanding already.
        if (maxOutstanding != null && outstanding() > maxOutstanding) {
            overLimit++;
            return Arrival.OVER_LIMIT;
        }
        return Arrival.SEND;
    }

    /** @return whether all has ended with it */
    synchronized boolean finish(RequestTiming record) {
        if (record.getOutcome() == Outcome.OK) {
            ok++;
        } else if (record.getOutcome() == Outcome.CANCELLED) {
            cancelled++;
        } else {
            failed++;
        }
        maxLagNanos = Math.max(maxLagNanos, -record.getScheduledNanos());
        return ended();
    }

    /** One that was to be sent, and of which there is no record. */
    synchronized void fail() {
        failed++;
    }

    /** A conversation that should have gone on could not say how. */
    synchronized void breakOff() {
        if (!stopped) {
            count();
            failed++;
        }
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
