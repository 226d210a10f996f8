package io.tachograph.standalone.up;

import io.tachograph.store.ModelSummary;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The table of models that a person watches: plain text, aligned, best rank first. */
final class ModelTable {
    private static final String HEAD = "rank  model                 requests   TTFT p50   TTFT p95  out tok/s   failed";

    private ModelTable() {}

    static List<String> lines(List<ModelSummary> models) {
        List<String> lines = new ArrayList<>();
        lines.add(HEAD);
        models.stream()
                .sorted(Comparator.comparing(
                                ModelSummary::rank, Comparator.nullsLast(Comparator.<Integer>naturalOrder()))
                        .thenComparing(ModelSummary::model))
                .map(ModelTable::line)
                .forEach(lines::add);
        return lines;
    }

    /** One line for all models, for a log. */
    static String oneLine(List<ModelSummary> models) {
        return models.stream()
                .sorted(Comparator.comparing(
                                ModelSummary::rank, Comparator.nullsLast(Comparator.<Integer>naturalOrder()))
                        .thenComparing(ModelSummary::model))
                .map(model -> (model.rank() == null ? "-" : model.rank().toString()) + ". " + model.model() + " "
                        + model.requests() + " req, TTFT p50 " + seconds(model.ttftP50Seconds()) + ", "
                        + model.failed() + " failed")
                .collect(Collectors.joining(" | "));
    }

    private static String line(ModelSummary model) {
        return String.format(
                Locale.ROOT,
                "%4s  %-20s  %8d  %9s  %9s  %9.1f  %7d",
                model.rank() == null ? "-" : model.rank().toString(),
                shortened(model.model()),
                model.requests(),
                seconds(model.ttftP50Seconds()),
                seconds(model.ttftP95Seconds()),
                model.outputTokensPerSecond(),
                model.failed());
    }

    private static String shortened(String name) {
        return name.length() <= 20 ? name : name.substring(0, 19) + "…";
    }

    private static String seconds(@Nullable Double seconds) {
        if (seconds == null) {
            return "-";
        }
        return seconds < 1
                ? String.format(Locale.ROOT, "%.1f ms", seconds * 1e3)
                : String.format(Locale.ROOT, "%.2f s", seconds);
    }
}
