package io.tachograph.bench.run;

import io.tachograph.bench.result.MetricSummary;
import io.tachograph.bench.result.RunResult;
import io.tachograph.bench.result.ServerReport;
import io.tachograph.collectors.scrape.BucketHistogram;
import io.tachograph.collectors.scrape.QuantileRange;
import io.tachograph.collectors.scrape.ScrapeConfig;
import io.tachograph.collectors.scrape.ServerCounter;
import io.tachograph.collectors.scrape.ServerDifference;
import io.tachograph.collectors.scrape.ServerLatency;
import io.tachograph.collectors.scrape.ServerScraper;
import io.tachograph.collectors.scrape.ServerTruth;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the server's own metrics say about a run, put beside what the client measured. */
public final class ServerSide implements AutoCloseable {
    private static final double COMPARABLE_WITHIN = 0.02;
    private static final Map<ServerLatency, String> METRICS = Map.of(
            ServerLatency.TTFT, "ttft", ServerLatency.E2E, "e2e", ServerLatency.TPOT, "tpot", ServerLatency.ITL, "icl");

    private final ServerScraper scraper;

    private ServerSide(ServerScraper scraper) {
        this.scraper = scraper;
    }

    /** Takes the first reading. */
    public static ServerSide begin(ScrapeConfig config) throws InterruptedException {
        return new ServerSide(ServerScraper.begin(config));
    }

    /** Takes the last reading. */
    ServerReport end(RunResult client) throws InterruptedException {
        ServerTruth truth = scraper.finish();
        ServerDifference difference = truth.difference();
        if (difference == null) {
            return new ServerReport(
                    truth.url(), "", truth.readings(), null, false, truth.absent(), truth.notes(), List.of());
        }
        Double requests = difference.counters().get(ServerCounter.REQUESTS);
        long answered = client.counts().ok();
        boolean comparable = requests != null && Math.abs(requests - answered) <= COMPARABLE_WITHIN * answered;
        return new ServerReport(
                truth.url(),
                difference.engine().text(),
                truth.readings(),
                requests,
                comparable,
                null,
                truth.notes(),
                rows(client, difference));
    }

    private static List<ServerReport.Row> rows(RunResult client, ServerDifference difference) {
        List<ServerReport.Row> rows = new ArrayList<>();
        for (ServerLatency latency : ServerLatency.values()) {
            BucketHistogram said = difference.latencies().get(latency);
            String name = METRICS.get(latency);
            MetricSummary measured = name == null ? null : client.metrics().get(name);
            if (said != null && said.count() > 0 && measured != null) {
                row(rows, name + " mean", "seconds", measured.mean(), said.mean());
                quantile(rows, name + " p50", measured.quantiles().get("p50"), said.quantile(0.5));
                quantile(rows, name + " p99", measured.quantiles().get("p99"), said.quantile(0.99));
            }
        }
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
        return rows;
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
    public void close() {
        scraper.close();
    }
}
