package io.tachograph.benchmarks;

import io.tachograph.schemas.histogram.LatencyHistogram;
import java.util.SplittableRandom;
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

/** The chunk gaps of one answer (200 chunks) into the histogram of a window. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Fork(2)
@State(Scope.Thread)
public class HistogramMerge {
    private static final int GAPS = RecordedRequests.CHUNKS - 1;

    private final long[] gapNanos = Latencies.chunkGapNanos(new SplittableRandom(3), GAPS);
    private final LatencyHistogram gaps = new LatencyHistogram();
    private final LatencyHistogram window = new LatencyHistogram();

    public HistogramMerge() {
        for (long gap : gapNanos) {
            gaps.record(gap);
        }
    }

    @Benchmark
    public LatencyHistogram tachograph() {
        window.merge(gaps);
        return window;
    }

    /** What it would cost to carry the gaps and record them in the window. */
    @Benchmark
    public LatencyHistogram recordEachGap() {
        for (long gap : gapNanos) {
            window.record(gap);
        }
        return window;
    }
}
