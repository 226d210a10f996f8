package io.tachograph.benchmarks;

import io.tachograph.schemas.avro.RequestTiming;
import io.tachograph.schemas.codec.RecordDecoder;
import io.tachograph.schemas.codec.UnreadableRecordException;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.apache.avro.message.MessageDecoder;
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

/** A request record of about 290 bytes, from its bytes. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Fork(2)
@State(Scope.Thread)
public class DecodeRecord {
    private static final int RECORDS = 256;

    private final byte[][] encoded = RecordedRequests.encoded(RECORDS);
    private final RecordDecoder decoder = new RecordDecoder();
    private final MessageDecoder<RequestTiming> avro = RequestTiming.getDecoder();

    @Benchmark
    @OperationsPerInvocation(RECORDS)
    public void tachograph(Blackhole hole) throws UnreadableRecordException {
        for (byte[] bytes : encoded) {
            hole.consume(decoder.decode(bytes));
        }
    }

    /** Avro's own reader of the single-object encoding, as its generated class offers it. */
    @Benchmark
    @OperationsPerInvocation(RECORDS)
    public void avroMessageDecoder(Blackhole hole) throws IOException {
        for (byte[] bytes : encoded) {
            hole.consume(avro.decode(bytes));
        }
    }
}
