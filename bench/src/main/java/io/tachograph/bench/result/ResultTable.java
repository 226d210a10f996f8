package io.tachograph.bench.result;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A result as text for a terminal, {@link #WIDTH} columns at most. */
public final class ResultTable {
    public static final int WIDTH = 100;

    private static final String COLUMNS = "%-17s%9s%9s%9s%9s%9s%9s%9s%9s";
    private static final int MOST_ERRORS = 5;

    private final RunResult result;
    private final List<String> lines = new ArrayList<>();

    private ResultTable(RunResult result) {
        this.result = result;
    }

    /** The lines, without line ends. */
    public static List<String> linesOf(RunResult result) {
        ResultTable table = new ResultTable(result);
        table.head();
        table.requests();
        table.stamps();
        table.metrics();
        table.slo();
        table.errors();
        table.client();
        table.server();
        return List.copyOf(table.lines);
    }

    private void head() {
        RunInfo run = result.run();
        add("Run", (run.label().isEmpty() ? "" : run.label() + ", ") + run.runId());
        add("Target", run.model() + ", " + run.api() + ", " + run.url());
        add("Load", run.arrivals() + "; " + run.workload() + (run.streamed() ? "" : "; not streamed"));
        String partial = run.partial() ? "; PARTIAL: ended before its limits" : "";
        add("Measured", number(result.measuredSeconds()) + " s" + phases() + partial);
    }

    private String phases() {
        Counts counts = result.counts();
        return (counts.warmUp() > 0 ? ", after " + counts.warmUp() + " requests of warm-up" : "")
                + (counts.coolDown() > 0 ? ", before " + counts.coolDown() + " of cool-down" : "");
    }

    private void requests() {
        Counts counts = result.counts();
        add(
                "Requests",
                counts.offered() + " offered, " + counts.ok() + " ok, " + counts.failed() + " failed ("
                        + percent(counts.errorRate()) + "), " + counts.cancelled() + " cancelled, " + counts.overLimit()
                        + " over the limit");
        if (counts.overLimit() > 0 && result.run().concurrency() == null) {
            add("", "over the limit: more than the client has memory for; a larger -Xmx takes more");
        }
        add("Outcomes", listed(counts.outcomes()));
        if (counts.okWithNoTiming() > 0) {
            add("", "OK with no timing: " + counts.okWithNoTiming() + ", whose tokens were nowhere in the stream");
        }
        if (counts.brokenOff() > 0) {
            add("", counts.brokenOff() + " conversations were broken off: their further turns were not sent");
        }
        Rates rates = result.rates();
        Tokens tokens = result.tokens();
        add(
                "Throughput",
                number(rates.requestThroughput()) + " requests/s, " + (tokens.unknown() > 0 ? "at least " : "")
                        + number(rates.outputThroughput()) + " output tokens/s, "
                        + number(rates.totalTokenThroughput()) + " tokens/s in all; at most " + rates.maxConcurrency()
                        + " at once");
        add(
                "Tokens",
                tokens.input() + " in (" + tokens.cachedInput() + " cached), " + tokens.output() + " out ("
                        + tokens.reasoning() + " reasoning); counted by " + listed(tokens.sources()));
        if (tokens.unknown() > 0) {
            add("", "output tokens of " + tokens.unknown() + " requests are unknown");
        }
        if (tokens.tokenizerFailures() > 0) {
            add("", "the tokenizer failed on " + tokens.tokenizerFailures() + " answers");
        }
    }

    private void stamps() {
        Stamps stamps = result.stamps();
        String source =
                switch (stamps.stampSource()) {
                    case "kernel" -> "by the kernel, when packets arrived";
                    case "read" -> "by the client's clock, when it had read the bytes";
                    case "mixed" ->
                        "by the kernel in " + stamps.kernel() + " requests, by the client's clock in " + stamps.read();
                    default -> "";
                };
        if (!source.isEmpty()) {
            add("Stamps", source + shared(stamps));
        }
        if (result.client().impossibleStamps() > 0) {
            add(
                    "",
                    result.client().impossibleStamps()
                            + " impossible stamps of the kernel were replaced by the clock's");
        }
    }

    private static String shared(Stamps stamps) {
        return stamps.chunkGaps() == 0
                ? ""
                : "; " + percent((double) stamps.shared() / stamps.chunkGaps()) + " of chunks share one";
    }

    private void metrics() {
        lines.add("");
        lines.add(String.format(
                Locale.ROOT, COLUMNS, "milliseconds", "n", "mean", "p50", "p90", "p95", "p99", "min", "max"));
        double error = 0;
        for (Map.Entry<String, MetricSummary> metric : result.metrics().entrySet()) {
            MetricSummary values = metric.getValue();
            error = Math.max(error, values.relativeError());
            lines.add(String.format(
                    Locale.ROOT,
                    COLUMNS,
                    metric.getKey(),
                    values.n(),
                    millis(values.mean()),
                    quantile(values, "p50"),
                    quantile(values, "p90"),
                    quantile(values, "p95"),
                    quantile(values, "p99"),
                    millis(values.min()),
                    millis(values.max())));
        }
        if (result.metrics().isEmpty()) {
            lines.add("no request gave a value");
        } else {
            lines.add("Quantiles come from histograms: within " + percent(error) + " of the exact nearest-rank value.");
            lines.add("");
        }
    }

    private static String quantile(MetricSummary values, String name) {
        Double seconds = values.quantiles().get(name);
        return seconds == null ? "-" : millis(seconds);
    }

    private void slo() {
        SloResult slo = result.slo();
        if (slo == null) {
            return;
        }
        String thresholds = slo.thresholds().entrySet().stream()
                .map(limit -> limit.getKey() + " <= " + millis(limit.getValue()) + " ms")
                .collect(Collectors.joining(", "));
        add("SLO", thresholds);
        add(
                "Attainment",
                percent(slo.attainment()) + " (" + slo.good() + " of " + slo.offered() + "), goodput "
                        + number(slo.goodput()) + " requests/s; from scheduled times " + slo.goodFromSchedule());
        if (slo.undecided() > 0) {
            add("", slo.undecided() + " left out: cancelled before they had exceeded a threshold");
        }
    }

    private void errors() {
        for (ErrorCount error :
                result.errors().subList(0, Math.min(MOST_ERRORS, result.errors().size()))) {
            add("Failed", error.count() + " x " + error.outcome() + ": " + error.message());
        }
    }

    private void client() {
        ClientReport client = result.client();
        String since = client.sinceSeconds() == null ? "" : " since second " + number(client.sinceSeconds());
        add(
                "Client",
                verdict(client, since)
                        + (client.loopDelayP99() == null
                                ? ""
                                : "; event loops late by " + millis(client.loopDelayP99()) + " ms (p99)")
                        + (client.cpuCores() == null
                                ? ""
                                : ", " + number(client.cpuCores()) + " of " + client.availableCores() + " cores")
                        + ", " + number(client.gcSeconds()) + " s in GC");
        client.reasons().forEach(reason -> add("", reason));
    }

    private static String verdict(ClientReport client, String since) {
        if (client.clientBound()) {
            return "CLIENT BOUND" + since;
        }
        return client.loopDelayP50() == null ? "not judged: too short" : "not the bottleneck";
    }

    private void server() {
        ServerReport server = result.server();
        if (server == null) {
            return;
        }
        if (server.absent() != null) {
            add("Server", server.absent());
            return;
        }
        add(
                "Server",
                server.engine() + " at " + server.url() + ", "
                        + (server.comparable() ? "the same traffic" : "NOT the same traffic as the client's"));
        lines.addAll(ServerRows.of(server).stream().map(ResultTable::fitted).toList());
    }

    private void add(String name, String text) {
        lines.add(fitted(String.format(Locale.ROOT, "%-12s%s", name, text)));
    }

    /** One line: what a server said may have line ends, and anything else that a terminal obeys. */
    private static String fitted(String line) {
        String printable = line.replaceAll("\\p{Cntrl}", " ");
        return printable.length() <= WIDTH ? printable : printable.substring(0, WIDTH - 3) + "...";
    }

    private static String listed(Map<String, Long> counts) {
        return counts.isEmpty()
                ? "none"
                : counts.entrySet().stream()
                        .map(count -> count.getKey() + " " + count.getValue())
                        .collect(Collectors.joining(", "));
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.2f %%", share * 100);
    }

    static String millis(@Nullable Double seconds) {
        return seconds == null ? "-" : number(seconds * 1e3);
    }

    /** About four digits that say something. */
    static String number(double value) {
        double size = Math.abs(value);
        int decimals = size >= 1000 || size == 0 ? 0 : size >= 100 ? 1 : size >= 1 ? 2 : size >= 0.1 ? 3 : 4;
        return String.format(Locale.ROOT, "%." + decimals + "f", value);
    }
}
