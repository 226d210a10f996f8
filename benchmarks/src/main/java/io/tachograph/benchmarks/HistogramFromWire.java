package io.tachograph.benchmarks;

import io.tachograph.schemas.avro.Histogram;
import io.tachograph.schemas.histogram.LatencyHistogram;
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

/** The chunk gaps of one answer, from the wire form that Avro gives. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Fork(2)
@State(Scope.Thread)
public class HistogramFromWire {
    private final Histogram wire = RecordedRequests.timings(1)[0].getChunkGaps();
    private final LatencyHistogram gaps = LatencyHistogram.of(wire);
    private final int[] indexes = gaps.indexes();
    private final long[] counts = gaps.counts();

    @Benchmark
    public LatencyHistogram tachograph() {
        return LatencyHistogram.of(wire);
    }

    /** From primitive arrays: what is left when lists of boxed numbers need not be read. */
    @Benchmark
    public LatencyHistogram fromArrays() {
        return LatencyHistogram.of(
                gaps.sumNanos(), gaps.minNanos(), gaps.maxNanos(), gaps.zeroCount(), indexes, counts);
    }
}
