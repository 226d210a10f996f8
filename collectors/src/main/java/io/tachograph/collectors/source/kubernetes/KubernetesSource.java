package io.tachograph.collectors.source.kubernetes;

import io.tachograph.collectors.source.Source;
import io.tachograph.collectors.source.SourceContext;
import io.tachograph.collectors.source.SourceException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/** One node's pods. Connects with the first reading. */
final class KubernetesSource implements Source {
    private final String name;
    private final String node;
    private final KubernetesSettings settings;
    private final SourceContext context;
    private volatile Runnable soon = () -> {};
    private volatile String details = "";
    private @Nullable PodReader reader;
    private boolean closed;

    KubernetesSource(String name, String node, KubernetesSettings settings, SourceContext context) {
        this.name = name;
        this.node = node;
        this.settings = settings;
        this.context = context;
    }

    @Override
    public void hurriedBy(Runnable wanted) {
        soon = wanted;
    }

    @Override
    public CompletionStage<Void> read(Consumer<SpecificRecord> records) {
        try {
            PodReader opened = reader();
            try {
                opened.read(records);
            } finally {
                details = opened.details();
            }
            return CompletableFuture.completedFuture(null);
        } catch (SourceException | InterruptedException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private synchronized PodReader reader() {
        if (closed) {
            throw new IllegalStateException("read after it was closed");
        }
        if (reader == null) {
            reader = new PodReader(name, node, settings, context, new NodePods(node, settings, () -> soon.run()));
        }
        return reader;
    }

    @Override
    public String details() {
        return details;
    }

    @Override
    public synchronized void close() {
        closed = true;
        if (reader != null) {
            reader.close();
        }
    }
}
