package io.tachograph.bench.run;

import io.tachograph.bench.result.MetricSummary;
import io.tachograph.bench.result.RunResult;
import io.tachograph.bench.result.ServerReport;
import io.tachograph.client.scrape.BucketHistogram;
import io.tachograph.client.scrape.QuantileRange;
import io.tachograph.client.scrape.ScrapeConfig;
import io.tachograph.client.scrape.ServerCounter;
import io.tachograph.client.scrape.ServerDifference;
import io.tachograph.client.scrape.ServerLatency;
import io.tachograph.client.scrape.ServerScraper;
import io.tachograph.client.scrape.ServerTruth;
import io.tachograph.schemas.metric.LatencyMetric;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the server's own metrics say about a run, put beside what the client measured. */
public final class ServerSide implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ServerSide.class);
    private static final double COMPARABLE_WITHIN = 0.02;
    private static final Map<ServerLatency, LatencyMetric> METRICS = Map.of(
            ServerLatency.TTFT,
            LatencyMetric.TTFT,
            ServerLatency.E2E,
            LatencyMetric.E2E,
            ServerLatency.TPOT,
            LatencyMetric.TPOT,
            ServerLatency.ITL,
            LatencyMetric.ICL);

    private final @Nullable ScrapeConfig config;
    private final String whyNone;
    private @Nullable ServerScraper scraper;
    private LongSupplier answered = () -> 0;
    /** Client's good answers just before and just after the first reading. */
    private long before;

    private long after;

    private ServerSide(@Nullable ScrapeConfig config, String whyNone) {
        this.config = config;
        this.whyNone = whyNone;
    }

    /** Reads nothing yet: the run does, where its measured part begins and after its last answer. */
    public static ServerSide of(ScrapeConfig config) {
        return new ServerSide(config, "");
    }

    /**
     * Asks nobody, and says why in the report.
     *
     * @param reason one sentence
     */
    public static ServerSide none(String reason) {
        return new ServerSide(null, reason);
    }

    /**
     * Takes the first reading.
     *
     * @param ok the client's good answers so far, whatever part of the run they belong to
     */
    void begin(LongSupplier ok) throws InterruptedException {
        if (config == null) {
            return;
        }
        long first = ok.getAsLong();
        ServerScraper begun = ServerScraper.begin(config);
        synchronized (this) {
            scraper = begun;
            answered = ok;
            before = first;
            after = ok.getAsLong();
        }
    }

    /** Says where the client's good answers are counted, when the first reading came before any. */
    synchronized void count(LongSupplier ok) {
        answered = ok;
    }

    /** Takes the last reading; whatever becomes of it, there is a report. */
    synchronized ServerReport end(RunResult client) {
        if (config == null) {
            return absent(whyNone);
        }
        if (scraper == null) {
            return absent("the server's metrics were not read: the run ended before its measured part began");
        }
        try {
            return report(client, scraper.finish());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return absent("the last reading of the server's metrics was interrupted");
        } catch (RuntimeException e) {
            LOG.error("the server's metrics could not be compared", e);
            return absent("the server's metrics could not be compared: " + e);
        }
    }

    private static ServerReport absent(String reason) {
        return new ServerReport("", "", 0, null, false, reason, List.of(), List.of());
    }

    private ServerReport report(RunResult client, ServerTruth truth) {
        ServerDifference difference = truth.difference();
        if (difference == null) {
            return new ServerReport(
                    truth.url(), "", truth.readings(), null, false, truth.absent(), truth.notes(), List.of());
        }
        Double requests = difference.counters().get(ServerCounter.REQUESTS);
        long last = answered.getAsLong();
        List<String> notes = new ArrayList<>(truth.notes());
        String obstacle = obstacle(requests, last - after, last - before);
        List<ServerReport.Row> rows = List.of();
        if (requests == null || obstacle != null) {
            notes.add(String.valueOf(obstacle));
        } else {
            boolean sameRequests =
                    isAbout(requests, client.counts().ok(), client.counts().ok());
            rows = rows(client, difference, sameRequests);
            if (!sameRequests) {
                notes.add("between the readings the server finished " + Math.round(requests) + " requests, of which "
                        + client.counts().ok() + " count as measured: tokens are not compared, and times are of"
                        + " slightly different requests");
            }
        }
        return new ServerReport(
                truth.url(),
                difference.engine().text(),
                truth.readings(),
                requests,
                obstacle == null,
                null,
                notes,
                rows);
    }

    /** Why the two do not speak of the same requests; null when they do. */
    private static @Nullable String obstacle(@Nullable Double requests, long least, long most) {
        if (requests == null) {
            return "not compared: the server does not say how many requests it finished";
        }
        if (requests == 0 || most == 0 || !isAbout(requests, least, most)) {
            return "not compared: between the readings the server finished " + Math.round(requests)
                    + " requests, the client " + (least == most ? "" : least + " to ") + most;
        }
        return null;
    }

    private static boolean isAbout(double requests, long least, long most) {
        return requests >= least * (1 - COMPARABLE_WITHIN) && requests <= most * (1 + COMPARABLE_WITHIN);
    }

    private static List<ServerReport.Row> rows(RunResult client, ServerDifference difference, boolean withTokens) {
        List<ServerReport.Row> rows = new ArrayList<>();
        for (ServerLatency latency : ServerLatency.values()) {
            BucketHistogram said = difference.latencies().get(latency);
            LatencyMetric metric = METRICS.get(latency);
            MetricSummary measured = metric == null ? null : client.metric(metric);
            if (metric != null && measured != null && said != null && said.count() > 0) {
                String name = metric.key();
                row(rows, name + " mean", "seconds", measured.mean(), said.mean());
                quantile(rows, name + " p50", measured.quantiles().get("p50"), said.quantile(0.5));
                quantile(rows, name + " p99", measured.quantiles().get("p99"), said.quantile(0.99));
            }
        }
        if (withTokens) {
            tokens(rows, client, difference);
        }
        return rows;
    }

    private static void tokens(List<ServerReport.Row> rows, RunResult client, ServerDifference difference) {
        counter(
                rows,
                "output tokens",
                client.tokens().output(),
                difference.counters().get(ServerCounter.GENERATION_TOKENS));
        counter(
                rows,
                "input tokens",
                client.tokens().input(),
                difference.counters().get(ServerCounter.PROMPT_TOKENS));
    }

    /** Interpolated within the server's bucket: as near as its metrics allow. */
    private static void quantile(
            List<ServerReport.Row> rows, String name, @Nullable Double measured, @Nullable QuantileRange said) {
        if (measured != null && said != null) {
            row(
                    rows,
                    name + " (server: " + bound(said.lower()) + " to " + bound(said.upper()) + ")",
                    "seconds",
                    measured,
                    said.estimate());
        }
    }

    private static String bound(double seconds) {
        return Double.isInfinite(seconds) ? "∞" : (float) seconds + " s";
    }

    private static void counter(List<ServerReport.Row> rows, String name, long measured, @Nullable Double said) {
        if (said != null) {
            row(rows, name, "tokens", measured, said);
        }
    }

    private static void row(List<ServerReport.Row> rows, String name, String unit, double measured, double said) {
        if (!Double.isNaN(said)) {
            rows.add(new ServerReport.Row(name, unit, measured, said, measured - said));
        }
    }

    /** No further readings. */
    @Override
    public synchronized void close() {
        if (scraper != null) {
            scraper.close();
        }
    }
}
