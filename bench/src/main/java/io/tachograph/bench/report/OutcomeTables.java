package io.tachograph.bench.report;

import io.tachograph.bench.result.Counts;
import io.tachograph.bench.result.RunResult;
import io.tachograph.bench.result.SloResult;
import io.tachograph.bench.result.Stamps;
import io.tachograph.bench.result.Tokens;
import java.util.Map;
import java.util.stream.Collectors;

/** What became of the requests, what failures said, and how many met the SLO. */
final class OutcomeTables {
    private OutcomeTables() {}

    static void show(Markup page, RunResult result) {
        page.open("div", "class", "beside-each-other");
        outcomes(page, result.counts());
        tokens(page, result);
        SloResult slo = result.slo();
        if (slo != null) {
            slo(page, slo);
        }
        page.close();
        if (!result.errors().isEmpty()) {
            Table table = new Table(page, "Errors, most frequent first", 2, "outcome", "message", "requests");
            result.errors().forEach(error -> table.row(error.outcome(), error.message(), Figures.count(error.count())));
            table.end();
        }
    }

    private static void outcomes(Markup page, Counts counts) {
        Table table = new Table(page, "Requests of the measured part", 1, "outcome", "requests", "of offered");
        counts.outcomes().forEach((outcome, n) -> table.row(outcome, Figures.count(n), share(n, counts.offered())));
        if (counts.okWithNoTiming() > 0) {
            table.row(
                    "of these, OK with no timing",
                    Figures.count(counts.okWithNoTiming()),
                    share(counts.okWithNoTiming(), counts.offered()));
        }
        if (counts.overLimit() > 0) {
            table.row(
                    "not sent: too many outstanding",
                    Figures.count(counts.overLimit()),
                    share(counts.overLimit(), counts.offered()));
        }
        table.row("offered", Figures.count(counts.offered()), share(counts.offered(), counts.offered()));
        if (counts.brokenOff() > 0) {
            table.row("conversations broken off, in the whole run", Figures.count(counts.brokenOff()), "");
        }
        table.row("warm-up, not counted above", Figures.count(counts.warmUp()), "");
        table.row("cool-down, not counted above", Figures.count(counts.coolDown()), "");
        table.end();
    }

    private static void tokens(Markup page, RunResult result) {
        Tokens tokens = result.tokens();
        Table table = new Table(page, "Tokens of successful requests", 1, "tokens", "number", "per second");
        table.row(
                "input",
                Figures.count(tokens.input()),
                Figures.number(
                        result.rates().totalTokenThroughput() - result.rates().outputThroughput()));
        table.row("of these, from a prefix cache", Figures.count(tokens.cachedInput()), "");
        table.row(
                "output",
                Figures.count(tokens.output()),
                atLeast(tokens) + Figures.number(result.rates().outputThroughput()));
        table.row("of these, reasoning", Figures.count(tokens.reasoning()), "");
        table.row(
                "input and output",
                Figures.count(tokens.input() + tokens.output()),
                atLeast(tokens) + Figures.number(result.rates().totalTokenThroughput()));
        if (tokens.unknown() > 0) {
            table.row("requests whose output tokens are unknown", Figures.count(tokens.unknown()), "");
        }
        table.row("most requests in flight", Figures.count(result.rates().maxConcurrency()), "");
        table.end();
        page.leaf("p", "Output tokens counted from: " + sources(tokens.sources()) + ".", "class", "note sources");
        page.leaf("p", stamps(result.stamps()), "class", "note stamps");
    }

    private static String stamps(Stamps stamps) {
        return "Stamps of answers: " + stamps.stampSource() + " (requests stamped by the kernel: "
                + Figures.count(stamps.kernel()) + ", by the client's clock at the read: "
                + Figures.count(stamps.read()) + "). Chunks that share the stamp of the one before: "
                + Figures.count(stamps.shared()) + " of " + Figures.count(stamps.chunkGaps()) + ".";
    }

    /** What stands before an amount of output tokens. */
    static String atLeast(Tokens tokens) {
        return tokens.unknown() > 0 ? "at least " : "";
    }

    private static void slo(Markup page, SloResult slo) {
        Table table = new Table(page, "SLO: " + thresholds(slo), 1, "SLO", "requests", "of offered");
        table.row("met", Figures.count(slo.good()), share(slo.good(), slo.offered()));
        table.row(
                "met, counted from the scheduled time",
                Figures.count(slo.goodFromSchedule()),
                share(slo.goodFromSchedule(), slo.offered()));
        table.row("offered", Figures.count(slo.offered()), share(slo.offered(), slo.offered()));
        if (slo.undecided() > 0) {
            table.row("left out: cancelled before a threshold", Figures.count(slo.undecided()), "");
        }
        table.row("goodput, met per second", Figures.number(slo.goodput()) + "/s", "");
        table.end();
    }

    static String thresholds(SloResult slo) {
        return slo.thresholds().entrySet().stream()
                .map(limit -> limit.getKey() + " ≤ " + Figures.duration(limit.getValue()))
                .collect(Collectors.joining(", "));
    }

    private static String sources(Map<String, Long> sources) {
        return sources.entrySet().stream()
                .map(source -> source.getKey() + " (" + Figures.count(source.getValue()) + " requests)")
                .collect(Collectors.joining(", "));
    }

    private static String share(long part, long whole) {
        return whole == 0 ? Figures.NONE : Figures.percent((double) part / whole);
    }
}
