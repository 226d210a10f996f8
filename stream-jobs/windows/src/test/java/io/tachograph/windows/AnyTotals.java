package io.tachograph.windows;

import io.tachograph.schemas.avro.Outcome;
import io.tachograph.schemas.histogram.LatencyHistogram;
import io.tachograph.schemas.metric.LatencyMetric;
import java.util.Random;

/** Totals of any requests that a record may tell of: only cancelled ones, none that finished, the largest numbers. */
public final class AnyTotals {
    private AnyTotals() {}

    public static RequestTotals of(long startMillis, long lengthMillis, Random random) {
        RequestTotals totals = new RequestTotals();
        long pieces = lengthMillis / 10_000;
        long first = random.nextInt((int) pieces);
        long last = first + random.nextInt((int) (pieces - first));
        totals.cover(startMillis + first * 10_000, startMillis + (last + 1) * 10_000);
        long[] outcomes = new long[Outcome.values().length];
        long requests = 0;
        int kinds = random.nextInt(1 << outcomes.length);
        for (int i = 0; i < outcomes.length; i++) {
            outcomes[i] = (kinds >> i & 1) == 0 ? 0 : count(random);
            requests += outcomes[i];
        }
        long tokens = random.nextInt(4) == 0 ? 0 : random.nextInt(4) == 0 ? 1_000_000_000_000_000L : random.nextInt(99);
        totals.addCounts(requests, count(random), tokens, 0, tokens, outcomes);
        totals.addKernelStamped(random.nextBoolean() ? requests : 0);
        for (LatencyMetric metric : LatencyMetric.WINDOWED) {
            if (random.nextBoolean()) {
                totals.record(metric, latencies(random));
            }
        }
        return totals;
    }

    private static long count(Random random) {
        return switch (random.nextInt(6)) {
            case 0 -> 0;
            case 1 -> 1_000_000_000_000L;
            default -> random.nextInt(100);
        };
    }

    private static LatencyHistogram latencies(Random random) {
        LatencyHistogram values = new LatencyHistogram();
        for (int i = random.nextInt(100); i >= 0; i--) {
            values.record(
                    switch (random.nextInt(5)) {
                        case 0 -> 0;
                        case 1 -> 604_800_000_000_000L;
                        default -> random.nextInt(1_000_000_000);
                    });
        }
        return values;
    }
}
