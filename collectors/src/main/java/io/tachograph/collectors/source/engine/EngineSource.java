package io.tachograph.collectors.source.engine;

import io.tachograph.client.scrape.KnownEngine;
import io.tachograph.client.scrape.ServerCounter;
import io.tachograph.client.scrape.ServerMetrics;
import io.tachograph.collectors.source.FailureKind;
import io.tachograph.collectors.source.Source;
import io.tachograph.collectors.source.SourceContext;
import io.tachograph.collectors.source.SourceException;
import io.tachograph.collectors.source.engine.EngineStatus.VersionChange;
import io.tachograph.collectors.source.http.HttpFailure;
import io.tachograph.collectors.source.http.Page;
import io.tachograph.collectors.source.http.Reading;
import io.tachograph.schemas.avro.EngineSample;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/**
 * The metrics of one engine. Its version and models are asked at the first reading, after a reading that failed, and
 * whenever its counters began anew; while a new answer is awaited, the last one holds.
 */
public final class EngineSource implements Source {
    /**
     * Engines whose {@code /health} costs nothing. SGLang's and TGI's generate a token, Triton's is at another port.
     */
    private static final Set<KnownEngine> HEALTH_IS_FREE = Set.of(KnownEngine.VLLM, KnownEngine.LLAMA_CPP);

    private final String target;
    private final EnginePages pages;
    private final MetricsAnswer answer;
    private final SourceContext context;
    private final EngineAnnouncements announcements;
    private volatile EngineStatus status = EngineStatus.UNKNOWN;
    private volatile @Nullable ServerMetrics before;
    private volatile boolean ask = true;

    EngineSource(String target, EnginePages pages, MetricsAnswer answer, SourceContext context) {
        this.target = target;
        this.pages = pages;
        this.answer = answer;
        this.context = context;
        this.announcements = new EngineAnnouncements(target, context.agent());
    }

    /** What is known of the engine. Thread-safe. */
    public EngineStatus status() {
        return status;
    }

    @Override
    public String details() {
        return status.describe();
    }

    @Override
    public CompletableFuture<Void> read(Consumer<SpecificRecord> records) {
        Reading reading = new Reading();
        return reading.endsWith(pages.metrics(reading)
                .thenCompose(page -> understood(reading, page, records))
                .whenComplete((done, failure) -> askAgainAfter(failure)));
    }

    private CompletableFuture<Void> understood(Reading reading, Page page, Consumer<SpecificRecord> records) {
        ServerMetrics metrics = metrics(page);
        long atMicros = context.clock().microsAt(page.endNanos());
        if (beganAnew(before, metrics)) {
            ask = true;
        }
        before = metrics;
        CompletableFuture<Void> known =
                ask ? askFacts(reading, metrics.engine(), atMicros) : CompletableFuture.completedFuture(null);
        return known.thenCompose(done -> {
            if (!reading.isDone()) {
                announcements.say(status, "engine", atMicros, records);
                records.accept(sample(metrics, atMicros));
            }
            return HEALTH_IS_FREE.contains(metrics.engine())
                    ? pages.aside(reading, "/health").thenAccept(EngineSource::checkHealth)
                    : CompletableFuture.completedFuture(null);
        });
    }

    private ServerMetrics metrics(Page page) {
        try {
            return answer.read(page);
        } catch (SourceException e) {
            throw new CompletionException(e);
        }
    }

    private static boolean beganAnew(@Nullable ServerMetrics before, ServerMetrics now) {
        if (before == null) {
            return true;
        }
        Double started = before.startedSeconds();
        if (before.engine() != now.engine() || (started != null && !started.equals(now.startedSeconds()))) {
            return true;
        }
        for (Map.Entry<ServerCounter, Double> counter : now.counters().entrySet()) {
            if (before.counters().getOrDefault(counter.getKey(), 0.0) > counter.getValue()) {
                return true;
            }
        }
        return false;
    }

    private CompletableFuture<Void> askFacts(Reading reading, KnownEngine engine, long atMicros) {
        ask = false;
        CompletableFuture<String> version = CompletableFuture.completedFuture("");
        for (String path : EngineFacts.versionPages(engine)) {
            version = version.thenCompose(known -> known.isEmpty()
                    ? optional(reading, path).thenApply(page -> page == null ? "" : EngineFacts.version(page))
                    : CompletableFuture.completedFuture(known));
        }
        return version.thenCompose(found -> optional(reading, "/v1/models").thenAccept(page -> {
            EngineStatus old = status;
            String now = found.isEmpty() && ask ? old.version() : found;
            boolean changed = !old.version().isEmpty() && !now.isEmpty() && !now.equals(old.version());
            status = new EngineStatus(
                    engine.text(),
                    now,
                    page == null ? old.served() : EngineFacts.models(page),
                    Map.of(),
                    List.of(),
                    changed ? new VersionChange(old.version(), now, atMicros) : old.change());
        }));
    }

    /** A page that the engine may not have. Null when it did not come, and then the engine is asked again. */
    private CompletableFuture<@Nullable Page> optional(Reading reading, String path) {
        return pages.aside(reading, path).handle((page, failure) -> {
            askAgainAfter(failure);
            return failure == null ? page : null;
        });
    }

    private void askAgainAfter(@Nullable Throwable failure) {
        if (failure != null) {
            ask = true;
        }
    }

    private EngineSample sample(ServerMetrics metrics, long atMicros) {
        EngineStatus known = status;
        List<String> notes = new ArrayList<>(metrics.notes());
        EngineSample.Builder sample = EngineSample.newBuilder()
                .setTarget(target)
                .setEngine(known.engine())
                .setEngineVersion(known.version())
                .setAgent(context.agent())
                .setAtMicros(atMicros);
        EngineRecord.fill(sample, metrics, notes);
        status = new EngineStatus(
                known.engine(), known.version(), known.served(), EngineRecord.sources(metrics), notes, known.change());
        return sample.build();
    }

    private static void checkHealth(Page page) {
        if (page.status() == 503) {
            throw new CompletionException(new SourceException(
                    FailureKind.UNAVAILABLE,
                    HttpFailure.shown(page.url())
                            + " says that the engine cannot work (503): it is loading its model, or"
                            + " died; see its log"));
        }
    }

    /** Holds nothing. */
    @Override
    public void close() {}
}
