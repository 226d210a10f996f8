package io.tachograph.collectors.source.nvml;

import io.tachograph.client.clock.WallClock;
import io.tachograph.collectors.source.DiscoveredTargets;
import io.tachograph.collectors.source.SourceContext;
import io.tachograph.collectors.source.SourceException;
import io.tachograph.schemas.avro.GpuSample;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/** A source on some library, on a clock that stands, read at once in the calling thread. */
final class NvmlTestSource implements AutoCloseable {
    private final NvmlSource source;
    private long nanos = System.nanoTime();

    NvmlTestSource(String library) {
        source = new NvmlSource(library, context(), () -> nanos);
    }

    static SourceContext context() {
        return new SourceContext("agent-1", "node-1", WallClock.ofProcess(), new DiscoveredTargets(), name -> null);
    }

    /**
     * What one reading gives.
     *
     * @param failure null when it succeeded
     */
    record Outcome(List<GpuSample> samples, @Nullable SourceException failure) {}

    Outcome tryRead() {
        List<GpuSample> samples = new ArrayList<>();
        try {
            source.read(sample -> samples.add((GpuSample) sample))
                    .toCompletableFuture()
                    .get();
            return new Outcome(samples, null);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof SourceException failure) {
                return new Outcome(samples, failure);
            }
            throw new AssertionError("our own bug", e.getCause());
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    List<GpuSample> read() {
        Outcome outcome = tryRead();
        if (outcome.failure() != null) {
            throw new AssertionError(outcome.failure());
        }
        return outcome.samples();
    }

    /** Why a reading fails. */
    SourceException failure() {
        SourceException failure = tryRead().failure();
        if (failure == null) {
            throw new AssertionError("the reading succeeded");
        }
        return failure;
    }

    void later(Duration time) {
        nanos += time.toNanos();
    }

    long nowMicros() {
        return WallClock.ofProcess().microsAt(nanos);
    }

    @Override
    public void close() {
        source.close();
    }
}
