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
 * What the run reports, by the second in which requests finished: the delay until it began of every request, and ttft,
 * chunk gaps and e2e of those that succeeded; and how many of these a late event loop can have falsified. All values of
 * requests that were stamped by reading; of those stamped by the kernel the chunks that share a stamp, because the kernel may
 * have merged what lay unread: a gap of zero and the one before it, and as large a share of the first tokens. Thread-safe.
 */
final class Traffic {
    private final RecentHistogram lag;
    private final RecentHistogram ttft;
    private final RecentHistogram gaps;
    private final RecentHistogram e2e;
    private final RecentSum ttftByLoop;
    private final RecentSum gapsByLoop;

    Traffic(long startNanos, int seconds) {
        lag = new RecentHistogram(startNanos, seconds);
        ttft = new RecentHistogram(startNanos, seconds);
        gaps = new RecentHistogram(startNanos, seconds);
        e2e = new RecentHistogram(startNanos, seconds);
        ttftByLoop = new RecentSum(startNanos, seconds);
        gapsByLoop = new RecentSum(startNanos, seconds);
    }

    /** @throws IllegalArgumentException when the record's histogram of gaps contradicts itself */
    void record(RequestTiming timing, long nowNanos) {
        LatencyHistogram gapsOfOne = gapsOf(timing);
        RequestStamps stamps = RequestStamps.of(timing);
        synchronized (this) {
            lag.record(nowNanos, ownDelay(stamps));
            if (timing.getOutcome() != Outcome.OK) {
                return;
            }
            long whole = RequestLatency.nanos(LatencyMetric.E2E, stamps);
            if (whole >= 0) {
                e2e.record(nowNanos, whole);
            }
            long firstToken = RequestLatency.nanos(LatencyMetric.TTFT, stamps);
            if (firstToken >= 0) {
                ttft.record(nowNanos, firstToken);
                ttftByLoop.add(nowNanos, shareByLoop(timing, gapsOfOne, 1));
            }
            if (gapsOfOne != null) {
                gaps.merge(nowNanos, gapsOfOne);
                gapsByLoop.add(nowNanos, gapsOfOne.count() * shareByLoop(timing, gapsOfOne, 2));
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

    /** @param times how many values a chunk spoils that has its stamp from a later one */
    private static double shareByLoop(RequestTiming timing, @Nullable LatencyHistogram gaps, int times) {
        if (timing.getStampSource() == StampSource.READ) {
            return 1;
        }
        return gaps == null ? 0 : Math.min(1, (double) times * gaps.zeroCount() / gaps.count());
    }

    /** All of it as it is now. */
    synchronized View view() {
        return new View(lag.copy(), ttft.copy(), gaps.copy(), e2e.copy(), ttftByLoop.copy(), gapsByLoop.copy());
    }

    /** A moment's copy. */
    record View(
            RecentHistogram lag,
            RecentHistogram ttft,
            RecentHistogram gaps,
            RecentHistogram e2e,
            RecentSum ttftByLoop,
            RecentSum gapsByLoop) {}
}
