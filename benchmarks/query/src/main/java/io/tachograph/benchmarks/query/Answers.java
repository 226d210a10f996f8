package io.tachograph.benchmarks.query;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/** Timings of one question, warm and cold. */
final class Answers {
    private final Question question;
    private final List<Timing> warm = new ArrayList<>();
    private final List<Timing> cold = new ArrayList<>();

    Answers(Question question) {
        this.question = question;
    }

    void addWarm(Timing timing) {
        warm.add(timing);
    }

    void addCold(Timing timing) {
        cold.add(timing);
    }

    static String header() {
        return "| question | rows | warm ms, median (smallest - largest) | CPU ms, median | cold ms, median | bar ms |\n"
                + "|---|---:|---:|---:|---:|---:|";
    }

    String line() {
        List<Double> walls = sorted(warm.stream().map(Timing::wallMillis).toList());
        return String.format(
                Locale.ROOT,
                "| %s | %d | %.1f (%.1f - %.1f) | %.0f | %s | %s |",
                question.name(),
                warm.get(0).rows(),
                median(walls),
                walls.get(0),
                walls.get(walls.size() - 1),
                median(sorted(warm.stream().map(t -> (double) t.cpuMillis()).toList())),
                cold.isEmpty()
                        ? ""
                        : String.format(
                                Locale.ROOT,
                                "%.0f",
                                median(sorted(
                                        cold.stream().map(Timing::wallMillis).toList()))),
                question.bar());
    }

    private static List<Double> sorted(List<Double> values) {
        List<Double> sorted = new ArrayList<>(values);
        Collections.sort(sorted);
        return sorted;
    }

    private static double median(List<Double> sorted) {
        int half = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(half) : (sorted.get(half - 1) + sorted.get(half)) / 2;
    }
}
