package io.tachograph.standalone.upgrade;

import io.tachograph.schemas.avro.Outcome;
import io.tachograph.schemas.metric.LatencyMetric;
import io.tachograph.store.Series;
import io.tachograph.windows.RequestTotals;
import io.tachograph.windows.SloDefinition;
import java.util.List;
import java.util.SplittableRandom;

/** Requests of one model at one target, as what they add up to in a window. */
final class ModelTraffic {
    static final SloDefinition SLO = new SloDefinition("chat", 1_000_000_000L, SloDefinition.ANY, SloDefinition.ANY);

    private static final long MILLI = 1_000_000;

    private final SplittableRandom random;
    private final String model;
    private final String origin;

    ModelTraffic(long seed, String model, String origin) {
        this.random = new SplittableRandom(seed);
        this.model = model;
        this.origin = origin;
    }

    Series series(String engineVersion) {
        return new Series("lab-vllm-" + model, "lab", "vllm", model, engineVersion, "", origin, "short", true);
    }

    /** Adds successes whose TTFT is around a median, by a factor of up to 1.5 either way. */
    void succeed(RequestTotals totals, int requests, double medianMillis) {
        for (int i = 0; i < requests; i++) {
            long ttft = (long) (medianMillis * MILLI * Math.pow(1.5, 2 * random.nextDouble() - 1));
            int tokens = 2 + random.nextInt(40);
            long tpot = 9 * MILLI + random.nextInt(2_000_000);
            long[] nanos = new long[LatencyMetric.WINDOWED.size()];
            totals.addRequest(Outcome.OK, 100, 16, tokens);
            record(totals, nanos, LatencyMetric.TTFT, ttft);
            record(totals, nanos, LatencyMetric.TPOT, tpot);
            record(totals, nanos, LatencyMetric.E2E, ttft + (tokens - 1) * tpot);
            totals.judge(List.of(SLO), Outcome.OK, nanos);
        }
    }

    void fail(RequestTotals totals, int requests) {
        for (int i = 0; i < requests; i++) {
            totals.addRequest(Outcome.HTTP_ERROR, 0, 0, 0);
            totals.judge(List.of(SLO), Outcome.HTTP_ERROR, new long[LatencyMetric.WINDOWED.size()]);
        }
    }

    private static void record(RequestTotals totals, long[] nanos, LatencyMetric metric, long value) {
        totals.record(metric, value);
        nanos[metric.ordinal()] = value;
    }
}
