package io.tachograph.benchmarks;

import io.tachograph.windows.request.OpenWindow;
import io.tachograph.windows.request.RequestSample;
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

/** One request into a window that is new and gets 1,000 of them: counts, nine metrics, chunk gaps, identity. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Fork(2)
@State(Scope.Thread)
public class WindowAdd {
    private static final int REQUESTS = 1_000;

    private final RequestSample[] samples = RecordedRequests.samples(REQUESTS);

    @Benchmark
    @OperationsPerInvocation(REQUESTS)
    public OpenWindow tachograph() {
        OpenWindow window = new OpenWindow(samples[0].series());
        for (RequestSample sample : samples) {
            window.add(sample);
        }
        return window;
    }
}
