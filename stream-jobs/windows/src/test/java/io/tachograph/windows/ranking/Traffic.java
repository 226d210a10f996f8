package io.tachograph.windows.ranking;

import io.tachograph.schemas.avro.Outcome;
import io.tachograph.schemas.metric.LatencyMetric;
import io.tachograph.windows.RequestTotals;
import java.time.Duration;
import java.util.NavigableMap;
import java.util.Random;
import java.util.TreeMap;

/** Seeded log-normal traffic in blocks, whose levels may hang together. */
final class Traffic {
    /** Median of the latencies, seconds. */
    static final double MEDIAN = 0.1;

    /** Standard deviation of single latencies on the logarithm, within a block. */
    static final double SPREAD = 0.6;

    private final Random random;
    private final long blockMillis;
    private final int requestsPerBlock;
    private double persistence;
    private double drift;

    Traffic(long seed, Duration block, int requestsPerBlock) {
        this.random = new Random(seed);
        this.blockMillis = block.toMillis();
        this.requestsPerBlock = requestsPerBlock;
    }

    /** Levels of blocks as a first-order autoregressive process on the logarithm, with this standard deviation. */
    Traffic drifting(double share, double deviation) {
        persistence = share;
        drift = deviation;
        return this;
    }

    /** Blocks from {@code first} on, each request with two output tokens, its latency as TTFT and twice that as E2E. */
    NavigableMap<Long, RequestTotals> blocks(long firstMillis, int count) {
        NavigableMap<Long, RequestTotals> blocks = new TreeMap<>();
        double level = drift * random.nextGaussian();
        for (int t = 0; t < count; t++) {
            long start = firstMillis + t * blockMillis;
            RequestTotals totals = new RequestTotals();
            totals.cover(start, start + blockMillis);
            for (int i = 0; i < requestsPerBlock; i++) {
                double seconds = MEDIAN * Math.exp(level + SPREAD * random.nextGaussian());
                totals.addRequest(Outcome.OK, 1, 0, 2);
                totals.record(LatencyMetric.TTFT, (long) (seconds * 1e9));
                totals.record(LatencyMetric.E2E, (long) (seconds * 2e9));
            }
            blocks.put(start, totals);
            level = persistence * level + drift * Math.sqrt(1 - persistence * persistence) * random.nextGaussian();
        }
        return blocks;
    }
}
