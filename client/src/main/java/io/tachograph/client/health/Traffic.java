package io.tachograph.client.health;

import io.tachograph.schemas.avro.Outcome;
import io.tachograph.schemas.avro.RequestTiming;
import io.tachograph.schemas.avro.StampSource;
import io.tachograph.schemas.histogram.LatencyHistogram;
import io.tachograph.schemas.metric.LatencyMetric;
import io.tachograph.schemas.metric.RequestLatency;
import io.tachograph.schemas.metric.RequestStamps;
import org.jspecify.annotations.Nullable;

/**
 * What the run reports, by the second in which requests finished: the delay until it began of every request, ttft, chunk
 * gaps and e2e of those that succeeded, and how long those took that timed out. And how many of these a late event loop can
 * have falsified: values that were stamped by reading; and of those stamped by the kernel what chunks spoil that share a
 * stamp, because the kernel may have merged what lay unread. Such chunks are a gap of zero, which spoils the one before it
 * as well and as large a share of the first tokens; and a last token that shares its stamp with the end of the answer,
 * which spoils its own gap and e2e. Thread-safe.
 */
final class Traffic {
    /** A gap of zero, and the one before it, which is as much too long. */
    private static final int SPOILT_GAPS = 2;

    private final RecentHistogram lag;
    private final RecentHistogram ttft;
    private final RecentHistogram gaps;
    private final RecentHistogram e2e;
    private final RecentHistogram timeouts;
    private final RecentSum finished;
    private final RecentSum byClock;
    private final RecentSum ttftRead;
    private final RecentSum ttftShared;
    private final RecentSum gapsRead;
    private final RecentSum gapsShared;
    private final RecentSum e2eRead;
    private final RecentSum e2eShared;

    Traffic(long startNanos, int seconds) {
        lag = new RecentHistogram(startNanos, seconds);
        ttft = new RecentHistogram(startNanos, seconds);
        gaps = new RecentHistogram(startNanos, seconds);
        e2e = new RecentHistogram(startNanos, seconds);
        timeouts = new RecentHistogram(startNanos, seconds);
        finished = new RecentSum(startNanos, seconds);
        byClock = new RecentSum(startNanos, seconds);
        ttftRead = new RecentSum(startNanos, seconds);
        ttftShared = new RecentSum(startNanos, seconds);
        gapsRead = new RecentSum(startNanos, seconds);
        gapsShared = new RecentSum(startNanos, seconds);
        e2eRead = new RecentSum(startNanos, seconds);
        e2eShared = new RecentSum(startNanos, seconds);
    }

    /** @throws IllegalArgumentException when the record's histogram of gaps contradicts itself */
    void record(RequestTiming timing, long nowNanos) {
        LatencyHistogram gapsOfOne = gapsOf(timing);
        RequestStamps stamps = RequestStamps.of(timing);
        boolean read = timing.getStampSource() == StampSource.READ;
        synchronized (this) {
            lag.record(nowNanos, ownDelay(stamps));
            boolean timedOut = timing.getOutcome() == Outcome.TIMEOUT;
            boolean counts = timing.getOutcome() != Outcome.CANCELLED;
            finished.add(nowNanos, counts ? 1 : 0);
            byClock.add(nowNanos, counts && (read || timedOut) ? 1 : 0);
            if (timedOut) {
                timeouts.record(nowNanos, timing.getClosedNanos());
            }
            if (timing.getOutcome() != Outcome.OK) {
                return;
            }
            Long lastToken = timing.getLastTokenNanos();
            int endShared = !read && lastToken != null && lastToken == timing.getClosedNanos() ? 1 : 0;
            long whole = RequestLatency.nanos(LatencyMetric.E2E, stamps);
            if (whole >= 0) {
                e2e.record(nowNanos, whole);
                e2eRead.add(nowNanos, read ? 1 : 0);
                e2eShared.add(nowNanos, endShared);
            }
            double shared = read || gapsOfOne == null ? 0 : (double) gapsOfOne.zeroCount() / gapsOfOne.count();
            long firstToken = RequestLatency.nanos(LatencyMetric.TTFT, stamps);
            if (firstToken >= 0) {
                ttft.record(nowNanos, firstToken);
                ttftRead.add(nowNanos, read ? 1 : 0);
                ttftShared.add(nowNanos, gapsOfOne == null ? endShared : shared);
            }
            if (gapsOfOne != null) {
                gaps.merge(nowNanos, gapsOfOne);
                gapsRead.add(nowNanos, read ? gapsOfOne.count() : 0);
                gapsShared.add(nowNanos, Math.min(gapsOfOne.count(), SPOILT_GAPS * gapsOfOne.zeroCount() + endShared));
            }
        }
    }

    /** From when it was wanted until the client had begun it: what comes then, name, TCP and TLS, is not its doing. */
    private static long ownDelay(RequestStamps stamps) {
        long connect = Math.max(0, RequestLatency.nanos(LatencyMetric.CONNECT, stamps));
        return Math.max(0, RequestLatency.nanos(LatencyMetric.LAG, stamps) - connect);
    }

    private static @Nullable LatencyHistogram gapsOf(RequestTiming timing) {
        boolean counts = timing.getStreamed() && timing.getOutcome() == Outcome.OK;
        return counts && timing.getChunkGaps() != null ? LatencyHistogram.of(timing.getChunkGaps()) : null;
    }

    /** All of it as it is now. */
    synchronized View view(LateBytes late) {
        return new View(
                lag.copy(),
                new ReportedMetric("ttft", ttft.copy(), new Reach(ttftRead.copy(), ttftShared.copy(), late, 1)),
                new ReportedMetric(
                        "chunk gap", gaps.copy(), new Reach(gapsRead.copy(), gapsShared.copy(), late, SPOILT_GAPS)),
                new ReportedMetric("e2e", e2e.copy(), new Reach(e2eRead.copy(), e2eShared.copy(), late, 1)),
                new ReportedMetric("time-out", timeouts.copy(), null),
                new Doubts(finished.copy(), byClock.copy(), e2e.copy(), e2eRead.copy()));
    }

    /** A moment's copy; the metrics with how far a late event loop reached. */
    record View(
            RecentHistogram lag,
            ReportedMetric ttft,
            ReportedMetric gaps,
            ReportedMetric e2e,
            ReportedMetric timeouts,
            Doubts doubts) {}
}
