package io.tachograph.collectors.source.engine;

import io.tachograph.collectors.source.FailureKind;
import io.tachograph.collectors.source.Source;
import io.tachograph.collectors.source.SourceContext;
import io.tachograph.collectors.source.SourceException;
import io.tachograph.collectors.source.http.HttpFailure;
import io.tachograph.collectors.source.http.Page;
import io.tachograph.collectors.source.http.Reading;
import io.tachograph.schemas.avro.EngineSample;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import org.apache.avro.specific.SpecificRecord;

/** An Ollama server. It has no metrics: what it tells is its version and which models are loaded. */
final class OllamaSource implements Source {
    private final String target;
    private final EnginePages pages;
    private final SourceContext context;
    private final EngineAnnouncements announcements;
    private volatile EngineStatus status = EngineStatus.UNKNOWN;

    OllamaSource(String target, EnginePages pages, SourceContext context) {
        this.target = target;
        this.pages = pages;
        this.context = context;
        this.announcements = new EngineAnnouncements(target, context.agent());
    }

    /** What is known of it. Thread-safe. */
    EngineStatus status() {
        return status;
    }

    @Override
    public String details() {
        return status.describe();
    }

    @Override
    public CompletableFuture<Void> read(Consumer<SpecificRecord> records) {
        Reading reading = new Reading();
        return reading.endsWith(pages.aside(reading, "/api/version")
                .thenCompose(version -> pages.aside(reading, "/api/ps").thenAccept(loaded -> {
                    long atMicros = context.clock().microsAt(version.endNanos());
                    learn(version(version), EngineFacts.models(loaded), atMicros);
                    if (!reading.isDone()) {
                        records.accept(EngineSample.newBuilder()
                                .setTarget(target)
                                .setEngine(status.engine())
                                .setEngineVersion(status.version())
                                .setAgent(context.agent())
                                .setAtMicros(atMicros)
                                .setGauges(Map.of())
                                .setCounters(Map.of())
                                .setHistograms(Map.of())
                                .build());
                        announcements.say(status, "ollama", atMicros, records);
                    }
                })));
    }

    private void learn(String version, List<ServedModel> models, long atMicros) {
        EngineStatus old = status;
        boolean changed = !old.version().isEmpty() && !old.version().equals(version);
        status = new EngineStatus(
                "ollama",
                version,
                models,
                Map.of(),
                List.of(),
                changed ? new EngineStatus.VersionChange(old.version(), version, atMicros) : old.change());
    }

    private static String version(Page page) {
        String version = EngineFacts.version(page);
        if (version.isEmpty()) {
            throw new CompletionException(new SourceException(
                    FailureKind.MALFORMED,
                    HttpFailure.shown(page.url()) + " tells no version (" + page.status()
                            + "): is it an Ollama server?"));
        }
        return version;
    }

    /** Holds nothing. */
    @Override
    public void close() {}
}
