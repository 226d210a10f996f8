package io.tachograph.benchmarks;

import io.tachograph.schemas.histogram.LatencyBuckets;
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

/** From a latency to its bucket. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Fork(2)
@State(Scope.Thread)
public class BucketIndex {
    private static final int VALUES = 4_096;
    private static final int LINEAR_BITS = 5;

    private final long[] nanos = Latencies.firstTokenNanos(VALUES);

    @Benchmark
    @OperationsPerInvocation(VALUES)
    public void tachograph(Blackhole hole) {
        for (long value : nanos) {
            hole.consume(LatencyBuckets.indexOf(value));
        }
    }

    /** The same grid by the formula of its definition, which misses the bucket at some edges. */
    @Benchmark
    @OperationsPerInvocation(VALUES)
    public void logarithm(Blackhole hole) {
        for (long value : nanos) {
            hole.consume(logarithmIndex(value));
        }
    }

    /** Another grid, straight from the bits of the floating-point number: about the least that any index costs. */
    @Benchmark
    @OperationsPerInvocation(VALUES)
    public void floatingPointBits(Blackhole hole) {
        for (long value : nanos) {
            hole.consume(floatingPointIndex(value));
        }
    }

    static int logarithmIndex(long nanos) {
        return (int) Math.ceil(Math.log(nanos / 1e9) * (LatencyBuckets.PER_DOUBLING / Math.log(2))) - 1;
    }

    /** Buckets per doubling as many as ours, but equally wide within it: relative errors between 0.8 and 1.6 %. */
    static int floatingPointIndex(long nanos) {
        return (int) (Double.doubleToRawLongBits(nanos) >>> (52 - LINEAR_BITS));
    }
}
