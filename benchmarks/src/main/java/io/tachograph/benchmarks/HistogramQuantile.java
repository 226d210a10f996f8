package io.tachograph.benchmarks;

import io.tachograph.schemas.histogram.LatencyHistogram;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** The 99th percentile of 10,000 values. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Fork(2)
@State(Scope.Thread)
public class HistogramQuantile {
    private static final int VALUES = 10_000;
    private static final double Q = 0.99;

    private final long[] nanos = Latencies.firstTokenNanos(VALUES);
    private final LatencyHistogram histogram = new LatencyHistogram();

    public HistogramQuantile() {
        for (long value : nanos) {
            histogram.record(value);
        }
    }

    @Benchmark
    public double tachograph() {
        return histogram.quantileNanos(Q);
    }

    /** No histogram: the values are copied and sorted. */
    @Benchmark
    public double sortedValues() {
        long[] sorted = nanos.clone();
        Arrays.sort(sorted);
        return sorted[(int) LatencyHistogram.rankOf(Q, VALUES) - 1];
    }
}
