package io.tachograph.collectors.source.nvml;

import io.tachograph.collectors.source.Source;
import io.tachograph.collectors.source.SourceContext;
import io.tachograph.collectors.source.SourceException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.apache.avro.specific.SpecificRecord;

/** The GPUs of this host that this process may see. */
final class NvmlSource implements Source {
    private final NvmlConnection connection;
    private final GpuSamples samples;

    /** @param nanoTime the monotonic clock */
    NvmlSource(String library, SourceContext context, LongSupplier nanoTime) {
        connection = new NvmlConnection(library, nanoTime);
        samples = new GpuSamples(context, nanoTime);
    }

    @Override
    public CompletionStage<Void> read(Consumer<SpecificRecord> records) {
        try {
            connection.use(session -> samples.read(session, records));
            return CompletableFuture.completedFuture(null);
        } catch (SourceException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    @Override
    public void close() {
        connection.close();
    }
}
