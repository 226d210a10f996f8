package io.tachograph.client.load;

import io.tachograph.client.workload.Conversation;
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
    final MemoryBudget budget;
    /** Why nothing arrives any more, further turns included; a full tally is not reported here. */
    private @Nullable EndReason stopped;
    /** Why no conversation begins any more; those that have begun may go on. */
    private @Nullable EndReason end;

    private boolean cutShort;
    /** Conversations between two turns. */
    private long thinking;

    private long numbered;
    private long arrived;
    private long overLimit;
    private long ok;
    private long failed;
    private long cancelled;
    private long brokenOff;
    private long maxLagNanos;

    LoadTally(Limits limits, boolean capped) {
        maxRequests = limits.maxRequests();
        maxOutstanding = capped ? limits.maxOutstanding() : null;
        budget = new MemoryBudget(capped ? limits.maxBytes() : null);
    }

    /** Whether another conversation may begin. */
    synchronized boolean open() {
        return endReason() == null;
    }

    /** Why no further conversation begins, null while some may. */
    synchronized @Nullable EndReason endReason() {
        return end == null && full() ? EndReason.REQUESTS : end;
    }

    /** Whether somebody ended the run before it would have ended. */
    synchronized boolean interrupted() {
        return cutShort || end == EndReason.STOPPED || (stopped == EndReason.STOPPED && thinking > 0);
    }

    private boolean full() {
        return maxRequests != null && arrived >= maxRequests;
    }

    private boolean nothingArrives() {
        return stopped != null || full();
    }

    /** What arrived last found nothing to ask any more, so it did not arrive. */
    synchronized void withdraw() {
        arrived--;
        exhaust();
    }

    synchronized void exhaust() {
        end = open() ? EndReason.EXHAUSTED : endReason();
    }

    /** The number of a request that has arrived: how many have been given one before. */
    synchronized long number() {
        return numbered++;
    }

    synchronized void think() {
        thinking++;
    }

    /** A conversation goes on after a pause. */
    synchronized Arrival resume() {
        thinking--;
        if (nothingArrives()) {
            brokenOff++;
            cutShort |= stopped == EndReason.STOPPED;
            return Arrival.STOPPED;
        }
        return admit();
    }

    /** A conversation begins. */
    synchronized Arrival arrive() {
        return open() ? admit() : Arrival.STOPPED;
    }

    private Arrival admit() {
        arrived++;
        // The one that arrives is among the outstanding already.
        boolean over = (maxOutstanding != null && outstanding() > maxOutstanding) || budget.isFull();
        return over ? Arrival.OVER_LIMIT : Arrival.SEND;
    }

    /** One that may not be sent. Until then it is outstanding, so that the run does not end before all have heard. */
    synchronized void overLimit() {
        overLimit++;
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

    /** A conversation does not go on; its next turn is used up by asking whether there is one. */
    void breakOffIfFurther(Conversation conversation) {
        if (hasFurtherTurn(conversation)) {
            synchronized (this) {
                brokenOff++;
            }
        }
    }

    static boolean hasFurtherTurn(Conversation conversation) {
        try {
            return conversation.next(null) != null;
        } catch (RuntimeException e) {
            // It would have failed there, and has not come to its end either.
            return true;
        }
    }

    /**
     * A conversation that should have gone on cannot say how: {@link #fail} follows.
     *
     * @return whether it counts; not when the run is stopped, where it would not have gone on
     */
    synchronized boolean failNext() {
        brokenOff++;
        if (nothingArrives()) {
            return false;
        }
        arrived++;
        return true;
    }

    /** Nothing arrives any more. */
    synchronized void stop(EndReason reason) {
        if (!nothingArrives()) {
            stopped = reason;
        }
        end = open() ? reason : endReason();
    }

    /** What was in flight is given up. */
    synchronized void cutShort() {
        cutShort = true;
    }

    /** Nothing is in flight, and nothing will be. */
    synchronized boolean ended() {
        return outstanding() == 0 && (nothingArrives() || (!open() && thinking == 0));
    }

    synchronized LoadCounters counters() {
        long finished = ok + failed + cancelled;
        return new LoadCounters(
                arrived,
                overLimit,
                arrived - overLimit,
                outstanding(),
                finished,
                ok,
                failed,
                cancelled,
                maxLagNanos,
                brokenOff + (nothingArrives() ? thinking : 0));
    }

    private long outstanding() {
        return arrived - overLimit - ok - failed - cancelled;
    }
}
