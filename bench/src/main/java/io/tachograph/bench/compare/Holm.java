package io.tachograph.bench.compare;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Holm's correction (Scandinavian Journal of Statistics 6, 1979): the chance that any row of two equal sides is held to
 * differ stays below 1 − confidence, however the rows depend on each other.
 */
final class Holm {
    private Holm() {}

    static List<ComparisonRow> mark(List<ComparisonRow> rows, double confidence) {
        List<ComparisonRow> tested = rows.stream()
                .filter(ComparisonRow::tested)
                .sorted(Comparator.comparingDouble(Holm::p))
                .toList();
        List<ComparisonRow> rejected = new ArrayList<>();
        for (int i = 0; i < tested.size(); i++) {
            if (p(tested.get(i)) > (1 - confidence) / (tested.size() - i)) {
                break;
            }
            rejected.add(tested.get(i));
        }
        return rows.stream()
                .map(row -> row.withHolds(rejected.contains(row) && row.verdict() != Verdict.NO_EVIDENCE))
                .toList();
    }

    private static double p(ComparisonRow row) {
        Double p = row.p();
        return p == null ? 1 : p;
    }
}
