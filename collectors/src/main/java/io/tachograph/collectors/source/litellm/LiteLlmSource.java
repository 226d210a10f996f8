package io.tachograph.collectors.source.litellm;

import com.fasterxml.jackson.databind.JsonNode;
import io.tachograph.client.clock.WallClock;
import io.tachograph.collectors.source.Announcements;
import io.tachograph.collectors.source.Days;
import io.tachograph.collectors.source.Due;
import io.tachograph.collectors.source.Source;
import io.tachograph.collectors.source.SourceContext;
import io.tachograph.collectors.source.SourceException;
import io.tachograph.collectors.source.Troubles;
import io.tachograph.collectors.source.UnreadDays;
import io.tachograph.collectors.source.UsageTeller;
import io.tachograph.collectors.source.http.LooseJson;
import io.tachograph.collectors.source.http.Page;
import io.tachograph.collectors.source.http.Reading;
import io.tachograph.collectors.source.http.Upstream;
import io.tachograph.schemas.TargetConfig;
import io.tachograph.schemas.avro.EngineSample;
import io.tachograph.schemas.avro.InventoryRoute;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/**
 * One proxy. Each reading asks whether it lives and is ready, and for its metrics; its routes are asked for again after five
 * minutes, or when it came back, what was used after a quarter of an hour. {@code /health} is never asked for: it sends a
 * request to every model, and costs money. What fails alone does not keep the rest from counting. One reading at a time.
 */
final class LiteLlmSource implements Source {
    private static final String ANY = "*/*";

    private final Upstream proxy;
    private final ProxyMetrics metrics;
    private final String cluster;
    private final @Nullable UnreadDays unread;
    private final SourceContext context;
    private final Due routesDue;
    private final Due usageDue;
    private final Announcements routes = new Announcements();
    private Deployments deployments = Deployments.UNKNOWN;
    private String version = "";
    private volatile String details = "";

    LiteLlmSource(
            Upstream proxy, ProxyMetrics metrics, String cluster, @Nullable UnreadDays unread, SourceContext context) {
        this.proxy = proxy;
        this.metrics = metrics;
        this.cluster = cluster;
        this.unread = unread;
        this.context = context;
        this.routesDue = new Due(Duration.ofMinutes(5), context.clock());
        this.usageDue = new Due(Duration.ofMinutes(15), context.clock());
    }

    @Override
    public String details() {
        return details;
    }

    @Override
    public CompletionStage<Void> read(Consumer<SpecificRecord> records) {
        return Reading.begin(reading -> read(reading, records));
    }

    private synchronized void read(Reading reading, Consumer<SpecificRecord> records) throws SourceException {
        List<String> said = new ArrayList<>();
        try {
            live(reading);
        } catch (SourceException e) {
            // It may come back as another version, with other routes.
            routesDue.now();
            throw e;
        }
        Troubles troubles = new Troubles();
        boolean hasDatabase = troubles.survive(() -> ready(reading, said), false);
        troubles.survive(() -> learnRoutes(reading, records));
        troubles.survive(() -> readMetrics(reading, said, records));
        if (unread != null && hasDatabase) {
            troubles.survive(() -> readUsage(reading, unread, records));
        }
        details = String.join("; ", said);
        troubles.raise();
    }

    private void live(Reading reading) throws SourceException {
        Page page = proxy.get(reading, "/health/liveliness", ANY);
        if (page.status() != 200) {
            throw proxy.failed(page);
        }
        String told = page.header("x-litellm-version");
        version = told == null || told.length() > 100 ? version : told.strip();
    }

    /** @return whether it has a database that answers */
    private boolean ready(Reading reading, List<String> said) throws SourceException {
        JsonNode ready = proxy.json(reading, "/health/readiness");
        String older = LooseJson.text(ready.path("litellm_version"));
        version = older.isEmpty() ? version : older;
        boolean database = LooseJson.text(ready.path("db")).equals("connected");
        said.add("litellm " + (version.isEmpty() ? "of unknown version" : version));
        said.add(database ? "database connected" : "no database, so no usage by day");
        return database;
    }

    /** Routes are told when they were read: what is told again without that would seem new, and be old. */
    private void learnRoutes(Reading reading, Consumer<SpecificRecord> records) throws SourceException {
        if (routesDue.isDue()) {
            deployments = Deployments.of(proxy.json(reading, "/model/info"));
            routesDue.done();
            tellRoutes(records);
        }
    }

    private void tellRoutes(Consumer<SpecificRecord> records) {
        long atMicros = context.clock().nowMicros();
        Set<String> ids = new HashSet<>();
        for (Deployment route : deployments.all()) {
            InventoryRoute record = route.record(cluster, context.agent());
            if (ids.add(record.getId())) {
                routes.say(record.getId(), record, atMicros, records);
            }
        }
        routes.endOthers(ids, atMicros, records);
    }

    private void readMetrics(Reading reading, List<String> said, Consumer<SpecificRecord> records)
            throws SourceException {
        Page page = metrics.page(reading);
        ModelMetrics models = ModelMetrics.of(metrics.text(page), deployments);
        long atMicros = context.clock().microsAt(page.endNanos());
        for (String model : models.models()) {
            records.accept(EngineSample.newBuilder()
                    .setTarget(TargetConfig.slugOf(cluster, "litellm", model))
                    .setEngine("litellm")
                    .setEngineVersion(version)
                    .setAgent(context.agent())
                    .setAtMicros(atMicros)
                    .setGauges(models.gauges(model))
                    .setCounters(models.counters(model))
                    .setHistograms(models.histograms(model))
                    .build());
        }
        said.add(deployments.models().size() + " models over "
                + deployments.all().size() + " routes, " + models.models().size() + " in use");
        if (models.unrouted() > 0) {
            said.add(Math.round(models.unrouted()) + " requests for models that it does not route");
        }
        said.addAll(models.notes());
    }

    private void readUsage(Reading reading, UnreadDays wanted, Consumer<SpecificRecord> records)
            throws SourceException {
        if (usageDue.isDue()) {
            // Also when it fails: it is the proxy's dearest question, and comes again in a quarter of an hour.
            usageDue.done();
            Instant now = proxy.now();
            Days days = wanted.at(now);
            UsageTeller teller =
                    new UsageTeller("litellm " + proxy.place(), "", context.agent(), WallClock.micros(now));
            days.read(part -> DailyActivity.read(proxy, reading, part, teller).forEach(records));
            wanted.done(days);
        }
    }

    @Override
    public Map<String, Long> leftOut() {
        return unread == null ? Map.of() : unread.leftOut();
    }

    /** Holds nothing. */
    @Override
    public void close() {}
}
