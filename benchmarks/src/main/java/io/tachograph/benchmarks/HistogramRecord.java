package io.tachograph.benchmarks;

import io.tachograph.schemas.histogram.LatencyHistogram;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/** One value into a histogram. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Fork(2)
@State(Scope.Thread)
public class HistogramRecord {
    private static final int VALUES = 4_096;
    private static final int FEW = 32;

    private final long[] nanos = Latencies.firstTokenNanos(VALUES);
    private final long[] kept = new long[VALUES];
    private final LatencyHistogram histogram = new LatencyHistogram();

    /** Into a histogram that has its buckets already. */
    @Benchmark
    @OperationsPerInvocation(VALUES)
    public LatencyHistogram tachograph() {
        for (long value : nanos) {
            histogram.record(value);
        }
        return histogram;
    }

    /** Into new histograms of 32 values each, as a quiet target has in ten seconds. */
    @Benchmark
    @OperationsPerInvocation(VALUES)
    public void fresh(Blackhole hole) {
        for (int from = 0; from < VALUES; from += FEW) {
            LatencyHistogram few = new LatencyHistogram();
            for (int i = from; i < from + FEW; i++) {
                few.record(nanos[i]);
            }
            hole.consume(few);
        }
    }

    /** No histogram: every value is kept, for sorting later. */
    @Benchmark
    @OperationsPerInvocation(VALUES)
    public long[] keepEveryValue() {
        for (int i = 0; i < VALUES; i++) {
            kept[i] = nanos[i];
        }
        return kept;
    }
}
