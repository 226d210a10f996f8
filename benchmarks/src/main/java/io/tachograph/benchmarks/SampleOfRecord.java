package io.tachograph.benchmarks;

import io.tachograph.schemas.avro.RequestTiming;
import io.tachograph.windows.InvalidRecordException;
import io.tachograph.windows.request.RequestSamples;
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

/** A decoded record, checked and turned into what the stream keeps of it. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Fork(2)
@State(Scope.Thread)
public class SampleOfRecord {
    private static final int RECORDS = 256;

    private final RequestTiming[] timings = RecordedRequests.timings(RECORDS);

    @Benchmark
    @OperationsPerInvocation(RECORDS)
    public void tachograph(Blackhole hole) throws InvalidRecordException {
        for (RequestTiming timing : timings) {
            hole.consume(RequestSamples.of(timing, 0, 0));
        }
    }
}
