package io.tachograph.benchmarks;

import java.util.SplittableRandom;

/** Latencies to measure with: log-normal, as first-token times and chunk gaps roughly are; the same on every run. */
final class Latencies {
    private Latencies() {}

    /** First-token times: median 200 ms, the middle 95 % within 60 ms and 660 ms. */
    static long[] firstTokenNanos(int n) {
        return logNormal(new SplittableRandom(1), n, 200e6, 0.6);
    }

    /** Gaps between the chunks of one answer: median 12 ms, steady. */
    static long[] chunkGapNanos(SplittableRandom random, int n) {
        return logNormal(random, n, 12e6, 0.1);
    }

    static long logNormal(SplittableRandom random, double medianNanos, double sigma) {
        return Math.max(1, Math.round(medianNanos * Math.exp(sigma * random.nextGaussian())));
    }

    private static long[] logNormal(SplittableRandom random, int n, double medianNanos, double sigma) {
        long[] nanos = new long[n];
        for (int i = 0; i < n; i++) {
            nanos[i] = logNormal(random, medianNanos, sigma);
        }
        return nanos;
    }
}
