package io.tachograph.collectors.source.dcgm;

import io.tachograph.client.scrape.Exposition;
import io.tachograph.client.scrape.MetricsText;
import io.tachograph.client.scrape.WantedMetrics;
import io.tachograph.collectors.source.FailureKind;
import io.tachograph.collectors.source.Source;
import io.tachograph.collectors.source.SourceContext;
import io.tachograph.collectors.source.SourceException;
import io.tachograph.collectors.source.http.HttpFailure;
import io.tachograph.collectors.source.http.Page;
import io.tachograph.collectors.source.http.PageReader;
import io.tachograph.collectors.source.http.Reading;
import io.tachograph.schemas.avro.GpuSample;
import java.net.URI;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/** The GPUs of one host, read from the exporter there. */
final class DcgmSource implements Source {
    private static final WantedMetrics WANTED = ExporterText.wanted();
    private static final int MOST_SERIES = 100_000;
    private static final Map<String, String> HEADERS = Map.of("Accept", "text/plain;version=0.0.4");

    private final PageReader reader;
    private final URI metrics;
    private final @Nullable String node;
    private final SourceContext context;
    /** By UUID. */
    private final Map<String, Long> energyBefore = new ConcurrentHashMap<>();

    private volatile String details = "";

    DcgmSource(PageReader reader, URI metrics, @Nullable String node, SourceContext context) {
        this.reader = reader;
        this.metrics = metrics;
        this.node = node;
        this.context = context;
    }

    @Override
    public CompletableFuture<Void> read(Consumer<SpecificRecord> records) {
        Reading reading = new Reading();
        return reading.endsWith(reading.step(reader.get(metrics, HEADERS)).thenAccept(page -> {
            Collection<ExporterGpu> gpus = gpus(page);
            long atMicros = context.clock().microsAt(page.endNanos());
            List<GpuSample> samples = gpus.stream()
                    .map(gpu -> gpu.sample(node, metrics.getHost(), context.agent(), atMicros))
                    .toList();
            List<GpuSample> news = samples.stream().filter(this::isNew).toList();
            details = samples.size() + " GPUs, " + (samples.size() - news.size()) + " of them as in the reading before";
            news.forEach(records);
        }));
    }

    /**
     * Whether the exporter looked at the GPU since the reading before: it does so in its own time, and tells what it saw
     * last until then. A counter of energy never stands still.
     */
    private boolean isNew(GpuSample sample) {
        Long energy = sample.getEnergyMillijoules();
        return energy == null || !energy.equals(energyBefore.put(sample.getGpu(), energy));
    }

    @Override
    public String details() {
        return details;
    }

    private static Collection<ExporterGpu> gpus(Page page) {
        String place = HttpFailure.shown(page.url());
        if (page.status() != 200) {
            throw failed(
                    page.status() == 401 || page.status() == 403 ? FailureKind.REFUSED : FailureKind.UNAVAILABLE,
                    place + " answers with status " + page.status() + ": is it the exporter's address?");
        }
        Exposition text = MetricsText.parse(page.body(), WANTED, MOST_SERIES);
        if (text.beyondLimit() > 0) {
            throw failed(FailureKind.TOO_LARGE, place + " has more than " + MOST_SERIES + " series of GPUs");
        }
        if (text.sampleCount() + text.skipped() == 0 && text.badLineCount() > 0) {
            throw failed(FailureKind.MALFORMED, place + " answers no metrics text: is it the exporter's address?");
        }
        Collection<ExporterGpu> gpus = ExporterText.gpus(text);
        if (gpus.isEmpty()) {
            throw failed(
                    FailureKind.UNAVAILABLE,
                    place + " has no metrics of a GPU: is it a GPU exporter, and does it see the devices?");
        }
        return gpus;
    }

    private static CompletionException failed(FailureKind kind, String sentence) {
        return new CompletionException(new SourceException(kind, sentence));
    }

    /** Holds nothing. */
    @Override
    public void close() {}
}
