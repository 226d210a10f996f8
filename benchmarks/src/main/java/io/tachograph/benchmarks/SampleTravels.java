package io.tachograph.benchmarks;

import io.tachograph.windows.request.RequestSample;
import io.tachograph.windows.request.RequestSampleFormat;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
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

/** A sample written and read again, as between the decoder and the subtask that owns its series. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Fork(2)
@State(Scope.Thread)
public class SampleTravels {
    private static final int SAMPLES = 256;

    private final RequestSample[] samples = RecordedRequests.samples(SAMPLES);
    private final RequestSampleFormat writer = new RequestSampleFormat();
    private final RequestSampleFormat reader = new RequestSampleFormat();
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(1 << 18);

    @Benchmark
    @OperationsPerInvocation(SAMPLES)
    public void tachograph(Blackhole hole) throws IOException {
        bytes.reset();
        DataOutputStream out = new DataOutputStream(bytes);
        for (RequestSample sample : samples) {
            writer.write(sample, out);
        }
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes.toByteArray()));
        for (int i = 0; i < SAMPLES; i++) {
            hole.consume(reader.read(reader.version(), in));
        }
    }
}
