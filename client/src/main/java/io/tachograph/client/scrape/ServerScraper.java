package io.tachograph.client.scrape;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Reads a server's metrics before, during and after a run: {@link #begin} before the first request, {@link #finish} after
 * the last answer. A reading that fails is counted, and repeated by none; without the first or the last one there is no
 * difference, only a reason. Thread-safe.
 */
public final class ServerScraper implements AutoCloseable {
    private final ScrapeConfig config;
    private final MetricsPage page;
    private final ScheduledExecutorService timer;
    private final Map<ServerGauge, Double> most = new EnumMap<>(ServerGauge.class);
    private final @Nullable ServerMetrics first;
    private final @Nullable String firstFailure;
    private int readings;
    private int failures;

    private ServerScraper(ScrapeConfig config, MetricsPage page) throws InterruptedException {
        this.config = config;
        this.page = page;
        timer = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "tachograph-scrape");
            thread.setDaemon(true);
            return thread;
        });
        ServerMetrics metrics = null;
        String failure = null;
        try {
            metrics = read();
        } catch (NoServerMetricsException e) {
            failure = e.reason();
        }
        first = metrics;
        firstFailure = failure;
    }

    /** Takes the first reading, and when there is something to read goes on in the background. */
    public static ServerScraper begin(ScrapeConfig config) throws InterruptedException {
        ServerScraper scraper = new ServerScraper(config, new MetricsPage(config));
        if (scraper.first != null) {
            long millis = config.every().toMillis();
            var unused = scraper.timer.scheduleWithFixedDelay(scraper::look, millis, millis, TimeUnit.MILLISECONDS);
        }
        return scraper;
    }

    /** What the first reading found, null when {@link #firstFailure} says why it found nothing. */
    public @Nullable ServerMetrics first() {
        return first;
    }

    public @Nullable String firstFailure() {
        return firstFailure;
    }

    private void look() {
        try {
            read();
        } catch (NoServerMetricsException e) {
            // Counted; the last reading decides.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private ServerMetrics read() throws NoServerMetricsException, InterruptedException {
        try {
            ServerMetrics metrics = page.read();
            synchronized (this) {
                readings++;
                metrics.gauges().forEach((gauge, value) -> most.merge(gauge, value, Math::max));
            }
            return metrics;
        } catch (NoServerMetricsException e) {
            synchronized (this) {
                failures++;
            }
            throw e;
        }
    }

    /** Takes the last reading and compares it with the first. */
    public ServerTruth finish() throws InterruptedException {
        close();
        if (first == null) {
            return truth(firstFailure, null);
        }
        try {
            ServerDifference difference = ServerDifference.between(first, read());
            return truth(difference.reset(), difference.reset() == null ? difference : null);
        } catch (NoServerMetricsException e) {
            return truth("at the end " + e.reason(), null);
        }
    }

    private synchronized ServerTruth truth(@Nullable String absent, @Nullable ServerDifference difference) {
        List<String> notes = new ArrayList<>(difference == null ? List.of() : difference.notes());
        if (failures > 0 && difference != null) {
            notes.add(failures + " of " + (readings + failures) + " readings of the metrics failed");
        }
        return new ServerTruth(config.shownUrl(), readings, failures, absent, difference, most, notes);
    }

    /** Ends the readings in the background. */
    @Override
    public void close() {
        timer.shutdownNow();
    }
}
