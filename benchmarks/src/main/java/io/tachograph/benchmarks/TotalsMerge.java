package io.tachograph.benchmarks;

import io.tachograph.windows.RequestTotals;
import io.tachograph.windows.request.RequestSample;
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

/** A ten-second window of 100 requests into the totals of its minute. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Fork(2)
@State(Scope.Thread)
public class TotalsMerge {
    private static final int REQUESTS = 100;

    private final RequestSample[] samples = RecordedRequests.samples(REQUESTS);
    private final RequestTotals window = new RequestTotals();
    private final RequestTotals minute = new RequestTotals();

    public TotalsMerge() {
        for (RequestSample sample : samples) {
            Totals.add(window, sample);
        }
    }

    @Benchmark
    public RequestTotals tachograph() {
        minute.merge(window);
        return minute;
    }

    /** What it would cost to send the minute every request. */
    @Benchmark
    public RequestTotals addEachRequest() {
        for (RequestSample sample : samples) {
            Totals.add(minute, sample);
        }
        return minute;
    }
}
