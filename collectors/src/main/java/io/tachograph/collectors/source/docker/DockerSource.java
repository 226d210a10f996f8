package io.tachograph.collectors.source.docker;

import io.tachograph.collectors.source.Source;
import io.tachograph.collectors.source.SourceException;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/** One engine's containers. A reading has connections of its own, which end with it. */
final class DockerSource implements Source {
    private final DockerEngine engine;
    private final DockerReader reader;
    private volatile @Nullable Runnable soon;

    DockerSource(DockerEngine engine, DockerReader reader) {
        this.engine = engine;
        this.reader = reader;
    }

    @Override
    public void hurriedBy(Runnable wanted) {
        soon = wanted;
    }

    @Override
    public CompletionStage<Void> read(Consumer<SpecificRecord> records) {
        DockerSession session = new DockerSession(engine);
        CompletableFuture<Void> reading = new CompletableFuture<>();
        Thread thread = new Thread(() -> read(session, records, reading), "tachograph-docker");
        thread.setDaemon(true);
        thread.start();
        // Given up or not: what still waits for an answer ends.
        var unused = reading.whenComplete((nothing, failure) -> session.close());
        return reading;
    }

    private void read(DockerSession session, Consumer<SpecificRecord> records, CompletableFuture<Void> reading) {
        try {
            reader.read(session, soon, records);
            reading.complete(null);
        } catch (SourceException | RuntimeException e) {
            reading.completeExceptionally(e);
        }
    }

    @Override
    public String details() {
        return reader.details();
    }

    @Override
    public Map<String, Long> leftOut() {
        return reader.leftOut();
    }

    @Override
    public void close() {
        reader.close();
    }
}
