package io.tachograph.collectors.source.nvml;

import io.tachograph.collectors.source.Source;
import io.tachograph.collectors.source.SourceContext;
import io.tachograph.collectors.source.SourceException;
import io.tachograph.schemas.avro.GpuSample;
import java.util.ArrayList;
import java.util.List;
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
        // Handed over at the end: a session that was shut down under us is read again from the first GPU on.
        List<GpuSample> read = new ArrayList<>();
        CompletableFuture<Void> done = new CompletableFuture<>();
        try {
            connection.use(session -> {
                read.clear();
                samples.read(session, read::add);
            });
            done.complete(null);
        } catch (SourceException e) {
            done.completeExceptionally(e);
        }
        read.forEach(records);
        return done;
    }

    @Override
    public void close() {
        connection.close();
    }
}
