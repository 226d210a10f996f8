package io.tachograph.benchmarks;

import io.tachograph.client.scrape.Exposition;
import io.tachograph.client.scrape.MetricsText;
import io.tachograph.client.scrape.NoServerMetricsException;
import io.tachograph.client.scrape.ServerMetrics;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Objects;
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

/** The metrics of a vLLM engine as they were captured, 74,826 bytes with 519 samples. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Fork(2)
@State(Scope.Thread)
public class ReadMetrics {
    static final String CAPTURED = "/io/tachograph/client/scrape/vllm-v1-2026-09-specdecode.txt";

    private final byte[] text = captured();

    static byte[] captured() {
        try (InputStream in = Objects.requireNonNull(ReadMetrics.class.getResourceAsStream(CAPTURED))) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What the agent does: the wanted ones under canonical names. */
    @Benchmark
    public ServerMetrics tachograph() throws NoServerMetricsException {
        return ServerMetrics.of(MetricsText.parse(text, ServerMetrics.wanted(), Integer.MAX_VALUE), null);
    }

    /** The wanted samples, without names for people. */
    @Benchmark
    public Exposition wantedSamples() {
        return MetricsText.parse(text, ServerMetrics.wanted(), Integer.MAX_VALUE);
    }

    /** What Python's {@code prometheus_client} does as well. */
    @Benchmark
    public Exposition everySample() {
        return MetricsText.parse(text);
    }

    /** The least that can be done with it. */
    @Benchmark
    public byte[] memoryCopy() {
        return Arrays.copyOf(text, text.length);
    }
}
