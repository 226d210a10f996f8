package io.tachograph.collectors.source.nvml;

import io.tachograph.collectors.source.Source;
import io.tachograph.collectors.source.SourceContext;
import io.tachograph.collectors.source.SourceException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.apache.avro.specific.SpecificRecord;

/** The GPUs of this host that this process may see. */
final class NvmlSource implements Source {
    private final NvmlConnection connection;
    private final GpuSamples samples;
    private final Executor blocking;

    /** @param nanoTime the monotonic clock */
    NvmlSource(String library, SourceContext context, LongSupplier nanoTime) {
        connection = new NvmlConnection(library, nanoTime);
        samples = new GpuSamples(context, nanoTime);
        blocking = context.blocking();
    }

    @Override
    public CompletionStage<Void> read(Consumer<SpecificRecord> records) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        blocking.execute(() -> {
            try {
                connection.use(session -> samples.read(session, sample -> {
                    if (!done.isDone()) { // Else the reading was given up.
                        records.accept(sample);
                    }
                }));
                done.complete(null);
            } catch (SourceException | RuntimeException | Error e) {
                done.completeExceptionally(e);
            }
        });
        return done;
    }

    @Override
    public void close() {
        connection.close();
    }
}
