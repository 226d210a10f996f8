package io.tachograph.benchmarks;

import io.tachograph.schemas.avro.RequestTiming;
import io.tachograph.schemas.codec.RecordDecoder;
import io.tachograph.schemas.codec.UnreadableRecordException;
import io.tachograph.windows.InvalidRecordException;
import io.tachograph.windows.request.RequestSamples;
import io.tachograph.windows.request.TimingDecoder;
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

/** A checked sample from the bytes of a record: what the stream does for every request first. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Fork(2)
@State(Scope.Thread)
public class SampleFromBytes {
    private static final int RECORDS = 256;

    private final byte[][] encoded = RecordedRequests.encoded(RECORDS);
    private final TimingDecoder decoder = new TimingDecoder();
    private final RecordDecoder records = new RecordDecoder();

    @Benchmark
    @OperationsPerInvocation(RECORDS)
    public void tachograph(Blackhole hole) throws UnreadableRecordException, InvalidRecordException {
        for (byte[] bytes : encoded) {
            hole.consume(decoder.decode(bytes, 0, 0));
        }
    }

    /** The way of records that an older schema wrote: Avro's reader, then the sample of its record. */
    @Benchmark
    @OperationsPerInvocation(RECORDS)
    public void throughTheRecord(Blackhole hole) throws UnreadableRecordException, InvalidRecordException {
        for (byte[] bytes : encoded) {
            hole.consume(RequestSamples.of((RequestTiming) records.decode(bytes), 0, 0));
        }
    }
}
