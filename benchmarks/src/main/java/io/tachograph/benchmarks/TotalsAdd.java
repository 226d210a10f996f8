package io.tachograph.benchmarks;

import io.tachograph.windows.RequestTotals;
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

/** One request into totals that have seen its like, without the question whether it was there before. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Fork(2)
@State(Scope.Thread)
public class TotalsAdd {
    private static final int REQUESTS = 1_000;

    private final RequestSample[] samples = RecordedRequests.samples(REQUESTS);
    private final RequestTotals totals = new RequestTotals();

    @Benchmark
    @OperationsPerInvocation(REQUESTS)
    public RequestTotals tachograph() {
        for (RequestSample sample : samples) {
            Totals.add(totals, sample);
        }
        return totals;
    }
}
