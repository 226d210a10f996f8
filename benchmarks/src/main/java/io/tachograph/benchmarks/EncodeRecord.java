package io.tachograph.benchmarks;

import io.tachograph.schemas.avro.RequestTiming;
import io.tachograph.schemas.codec.RecordEncoder;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.apache.avro.message.MessageEncoder;
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

/** A request record, to its about 290 bytes. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Fork(2)
@State(Scope.Thread)
public class EncodeRecord {
    private static final int RECORDS = 256;

    private final RequestTiming[] timings = RecordedRequests.timings(RECORDS);
    private final RecordEncoder<RequestTiming> encoder = new RecordEncoder<>(RequestTiming.getClassSchema());
    private final MessageEncoder<RequestTiming> avro = RequestTiming.getEncoder();

    @Benchmark
    @OperationsPerInvocation(RECORDS)
    public void tachograph(Blackhole hole) {
        for (RequestTiming timing : timings) {
            hole.consume(encoder.encode(timing));
        }
    }

    /** Avro's own writer of the single-object encoding, as its generated class offers it. */
    @Benchmark
    @OperationsPerInvocation(RECORDS)
    public void avroMessageEncoder(Blackhole hole) throws IOException {
        for (RequestTiming timing : timings) {
            hole.consume(avro.encode(timing));
        }
    }
}
