package io.tachograph.standalone.config;

import io.tachograph.bench.compare.Comparison;
import io.tachograph.bench.compare.ComparisonRow;
import io.tachograph.bench.compare.Method;
import io.tachograph.bench.compare.Scale;
import io.tachograph.bench.compare.Side;
import io.tachograph.bench.compare.Thresholds;
import io.tachograph.bench.compare.Verdict;
import io.tachograph.bench.result.ResultFormat;
import io.tachograph.store.Rows;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The comparison of {@code bench} as rows of the API. */
final class ComparedRuns {
    static final List<String> COLUMNS = List.of(
            "metric",
            "statistic",
            "unit",
            "higher_is_better",
            "a_value",
            "a_n",
            "b_value",
            "b_n",
            "difference",
            "ratio",
            "scale",
            "low",
            "high",
            "method",
            "p",
            "minimum_effect",
            "verdict",
            "negligible",
            "holds",
            "reason",
            "overall",
            "invalid",
            "warnings");

    private ComparedRuns() {}

    /**
     * B against A, from the texts of their {@code result.json}.
     *
     * @throws IllegalArgumentException in one sentence, when a text is none, or a side has a run twice
     */
    static Rows of(List<String> a, List<String> b, double minimumEffect) {
        Thresholds thresholds =
                new Thresholds(Thresholds.DEFAULT.confidence(), minimumEffect, Thresholds.DEFAULT.points());
        Comparison comparison = Comparison.of(side("A", a), side("B", b), thresholds);
        String overall = name(comparison.worst());
        return Rows.of(
                Instant.now(),
                COLUMNS,
                comparison.rows().stream()
                        .map(row -> row(row, comparison, overall))
                        .toList());
    }

    private static Side side(String name, List<String> results) {
        return new Side(
                name,
                results.stream()
                        .map(text -> ResultFormat.read("a result of side " + name, text))
                        .toList());
    }

    private static List<@Nullable Object> row(ComparisonRow row, Comparison comparison, String overall) {
        @Nullable Method method = row.method();
        Thresholds thresholds = comparison.thresholds();
        return Arrays.asList(
                row.metric(),
                row.statistic(),
                unit(row.unit()),
                row.higherIsBetter(),
                finite(row.a()),
                row.requestsA(),
                finite(row.b()),
                row.requestsB(),
                finite(row.difference()),
                finite(row.ratio()),
                row.scale().label(),
                finite(row.low()),
                finite(row.high()),
                method == null ? null : method.label(),
                finite(row.p()),
                row.scale() == Scale.RATIO ? thresholds.relative() : thresholds.points(),
                name(row.verdict()),
                row.negligible(),
                row.holds(),
                row.reason(),
                overall,
                comparison.invalid(),
                comparison.warnings());
    }

    /** As the rest of the API calls it. */
    private static String unit(String unit) {
        return switch (unit) {
            case "seconds" -> "s";
            case "share" -> "ratio";
            default -> unit;
        };
    }

    private static String name(Verdict verdict) {
        return verdict.name().toLowerCase(Locale.ROOT);
    }

    /** JSON has no other numbers. */
    private static @Nullable Double finite(@Nullable Double value) {
        return value == null || !Double.isFinite(value) ? null : value;
    }
}
