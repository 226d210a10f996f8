package io.tachograph.bench.compare;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A comparison as text of at most {@link #WIDTH} columns. */
public final class ComparisonTable {
    public static final int WIDTH = 100;

    private static final String LINE = "%-21s %10s %10s %9s  %-20s %s";

    private ComparisonTable() {}

    public static String of(Comparison comparison) {
        List<String> lines = new ArrayList<>();
        lines.add("A: " + comparison.a() + " (" + runs(comparison.runsA()) + ")");
        lines.add("B: " + comparison.b() + " (" + runs(comparison.runsB()) + ")");
        comparison.invalid().forEach(reason -> lines.add("NOT VALID: " + reason));
        comparison.warnings().forEach(warning -> lines.add("warning: " + warning));
        lines.add("");
        Thresholds thresholds = comparison.thresholds();
        lines.add(LINE.formatted(
                "metric", "A", "B", "B vs. A", percent(thresholds.confidence()) + " % interval", "B is"));
        comparison.rows().forEach(row -> lines.add(line(row)));
        lines.add("");
        lines.addAll(footer(comparison));
        List<String> wrapped = new ArrayList<>();
        lines.forEach(line -> wrap(line, wrapped));
        return String.join("\n", wrapped) + "\n";
    }

    private static String line(ComparisonRow row) {
        double effect =
                row.scale() == Scale.RATIO ? (row.ratio() == null ? Double.NaN : row.ratio()) : row.difference();
        String interval =
                row.method() == null ? "-" : change(row.scale(), row.low()) + " .. " + change(row.scale(), row.high());
        return LINE.formatted(
                        (row.metric() + " " + row.statistic()).strip(),
                        value(row.unit(), row.a()),
                        value(row.unit(), row.b()),
                        change(row.scale(), effect),
                        interval,
                        verdict(row))
                .stripTrailing();
    }

    private static String verdict(ComparisonRow row) {
        if (row.verdict() == Verdict.WORSE || row.verdict() == Verdict.BETTER) {
            return row.verdict().label() + (row.ofClient() ? " (client)" : row.holds() ? "" : " ?");
        }
        if (row.verdict() == Verdict.NO_EVIDENCE && row.reason() != null) {
            return "too little data";
        }
        return row.negligible() ? "negligible" : row.verdict().label();
    }

    private static List<String> footer(Comparison comparison) {
        Thresholds thresholds = comparison.thresholds();
        List<String> lines = new ArrayList<>();
        lines.add("B over all: " + comparison.worst().label());
        boolean between = comparison.rows().stream().anyMatch(row -> row.method() == Method.BETWEEN_RUNS);
        boolean within = comparison.rows().stream().anyMatch(row -> row.method() == Method.WITHIN_RUNS);
        lines.add((between || within ? "Intervals: " : "No intervals")
                + (between ? "between runs (Welch)" : "")
                + (between && within ? "; where wider or the only ones: " : "")
                + (within ? "within runs (order statistics, batch means)" : "")
                + ". Differences below "
                + percent(thresholds.relative()) + " % (shares: "
                + percent(thresholds.points()) + " points) are not held to matter.");
        if (comparison.rows().stream().anyMatch(row -> verdict(row).endsWith("?"))) {
            double chance = comparison.comparisons() * (1 - thresholds.confidence());
            lines.add("\"?\": so by its own interval, but not with all " + comparison.comparisons()
                    + " comparisons taken into account (Holm); about " + number("%.1f", chance)
                    + " such are expected by chance.");
        }
        comparison.rows().stream()
                .filter(row -> row.reason() != null && !comparison.invalid().contains(row.reason()))
                .map(ComparisonRow::reason)
                .distinct()
                .forEach(reason -> lines.add("Too little or different: " + reason + "."));
        return lines;
    }

    private static void wrap(String line, List<String> to) {
        String rest = line;
        while (rest.length() > WIDTH) {
            int space = rest.lastIndexOf(' ', WIDTH);
            int end = space > 8 ? space : WIDTH;
            to.add(rest.substring(0, end).stripTrailing());
            rest = "    " + rest.substring(end).strip();
        }
        to.add(rest);
    }

    private static String runs(List<String> runs) {
        return runs.size() == 1 ? "1 run" : runs.size() + " runs";
    }

    private static String value(String unit, double value) {
        return switch (unit) {
            case "seconds" -> value < 1 ? number("%.4g", value * 1e3) + " ms" : number("%.4g", value) + " s";
            case "share" -> number("%.3f", value * 100) + " %";
            default -> number("%.5g", value) + "/s";
        };
    }

    private static String change(Scale scale, @Nullable Double effect) {
        if (effect == null || effect.isNaN()) {
            return "?";
        }
        return scale == Scale.RATIO
                ? number("%+.1f", (effect - 1) * 100) + " %"
                : number("%+.2f", effect * 100) + " pt";
    }

    private static String percent(double share) {
        return BigDecimal.valueOf(share).movePointRight(2).stripTrailingZeros().toPlainString();
    }

    private static String number(String format, double value) {
        return String.format(Locale.ROOT, format, value);
    }
}
