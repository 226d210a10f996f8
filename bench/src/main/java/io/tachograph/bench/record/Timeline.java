package io.tachograph.bench.record;

import io.tachograph.bench.result.Second;
import java.util.ArrayList;
import java.util.List;

/**
 * The run second by second. A second takes about 150 bytes for good, and until a minute after it, while requests that
 * ended in it may still come, its two histograms of up to some kilobytes. The first 24 hours are kept (13 MB); what comes
 * after is in the totals only. Not thread-safe.
 */
final class Timeline {
    static final int MAX_SECONDS = 86_400;
    /** How long after its end a second is summed up. Requests come within moments of their end. */
    private static final int SETTLED_AFTER = 60;

    private static final long SECOND = 1_000_000_000L;

    private final List<TimelineSecond> seconds = new ArrayList<>();
    private int settled;

    void add(RequestView request) {
        wanted(request.scheduledNanos);
        at(request.scheduledNanos, second -> second.lag(-request.record.getScheduledNanos()));
        at(request.closedNanos, second -> second.ended(request));
        spread(request.sentNanos, request.closedNanos, 1.0 / SECOND, true);
        spreadTokens(request);
        settle(request.closedNanos);
    }

    /** An arrival, sent or not. */
    void wanted(long scheduledNanos) {
        at(scheduledNanos, second -> second.scheduled++);
    }

    /** One that was not sent because too many were outstanding. */
    void overLimit(long scheduledNanos) {
        wanted(scheduledNanos);
        at(scheduledNanos, second -> second.overLimit++);
    }

    /** One that failed without a record. */
    void unsent(long scheduledNanos) {
        wanted(scheduledNanos);
        at(scheduledNanos, TimelineSecond::failedAtOnce);
    }

    private void spreadTokens(RequestView request) {
        Long first = request.record.getFirstTokenNanos();
        Long last = request.record.getLastTokenNanos();
        long tokens = request.outputTokens();
        if (tokens == 0) {
            return;
        }
        if (first == null || last == null || last <= first) {
            long when = request.sentNanos + (last == null ? request.record.getClosedNanos() : last);
            at(when, second -> second.outputTokens += tokens);
        } else {
            spread(request.sentNanos + first, request.sentNanos + last, (double) tokens / (last - first), false);
        }
    }

    /** Gives each second its part of an interval. */
    private void spread(long fromNanos, long toNanos, double perNano, boolean concurrency) {
        long from = Math.max(0, fromNanos);
        while (from < toNanos) {
            long to = Math.min(toNanos, (from / SECOND + 1) * SECOND);
            double part = (to - from) * perNano;
            at(from, second -> {
                if (concurrency) {
                    second.concurrency += part;
                } else {
                    second.outputTokens += part;
                }
            });
            from = to;
        }
    }

    private void at(long nanos, java.util.function.Consumer<TimelineSecond> change) {
        long second = Math.max(0, nanos) / SECOND;
        if (second < MAX_SECONDS) {
            while (seconds.size() <= second) {
                seconds.add(new TimelineSecond());
            }
            change.accept(seconds.get((int) second));
        }
    }

    private void settle(long nowNanos) {
        long old = nowNanos / SECOND - SETTLED_AFTER;
        while (settled < old && settled < seconds.size()) {
            seconds.get(settled++).settle();
        }
    }

    /** @param measuredFromNanos and what follows: the measured part, from the start of the run */
    List<Second> rows(long measuredFromNanos, long measuredToNanos) {
        List<Second> rows = new ArrayList<>(seconds.size());
        for (int i = 0; i < seconds.size(); i++) {
            boolean measured = i * SECOND >= measuredFromNanos && (i + 1) * SECOND <= measuredToNanos;
            rows.add(seconds.get(i).row(i, measured));
        }
        return rows;
    }
}
