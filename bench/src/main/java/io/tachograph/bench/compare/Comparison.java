package io.tachograph.bench.compare;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.tachograph.bench.result.RunResult;
import io.tachograph.schemas.metric.LatencyMetric;
import io.tachograph.schemas.metric.MetricRole;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * B against A. Its JSON form has these names in snake case; {@link #FORMAT} rises when a name or meaning changes.
 *
 * @param format version of this form
 * @param a name of side A
 * @param b name of side B
 * @param runsA identities of its runs
 * @param runsB identities of its runs
 * @param thresholds when a difference is found, and when it matters
 * @param invalid why nothing can be concluded; empty when the runs are valid
 * @param warnings what differs between the runs that should not
 * @param rows quantities that both sides have
 * @param comparisons rows that have an interval and enough requests; {@code lag} is shown and not counted
 */
public record Comparison(
        int format,
        String a,
        String b,
        List<String> runsA,
        List<String> runsB,
        Thresholds thresholds,
        List<String> invalid,
        List<String> warnings,
        List<ComparisonRow> rows,
        int comparisons) {
    public static final int FORMAT = 1;

    public Comparison {
        runsA = List.copyOf(runsA);
        runsB = List.copyOf(runsB);
        invalid = List.copyOf(invalid);
        warnings = List.copyOf(warnings);
        rows = List.copyOf(rows);
    }

    public static Comparison of(Side a, Side b, Thresholds thresholds) {
        List<String> invalid = Comparability.invalid(a, b);
        List<String> warnings = new ArrayList<>(Comparability.warnings(a, b));
        String slo = Comparability.differentSlo(a, b);
        String all = invalid.isEmpty() ? null : invalid.get(0);
        List<ComparisonRow> rows = new ArrayList<>();
        for (Quantity quantity : quantities(a, b)) {
            boolean inA = RowMaker.has(quantity, a);
            boolean inB = RowMaker.has(quantity, b);
            if (inA && inB) {
                boolean ofSlo = quantity instanceof Attainment || quantity instanceof Goodput;
                rows.add(new RowMaker(a, b, thresholds, all == null && ofSlo ? slo : all).row(quantity));
            } else if (inA || inB) {
                warnings.add((quantity.metric() + " " + quantity.statistic()).strip() + ": all runs of "
                        + (inA ? "A" : "B") + " have it, and not all of " + (inA ? "B" : "A"));
            }
        }
        int comparisons = (int) rows.stream().filter(ComparisonRow::tested).count();
        return new Comparison(
                FORMAT,
                a.name(),
                b.name(),
                ids(a),
                ids(b),
                thresholds,
                invalid,
                warnings,
                Holm.mark(rows, thresholds.confidence()),
                comparisons);
    }

    /**
     * The worst that can be said of B: not valid, worse, no evidence or better. A row counts when its verdict holds with
     * all rows taken into account, so that two equal sides come out as worse or better at most 1 − confidence of the time.
     */
    @JsonProperty
    public Verdict worst() {
        if (!invalid.isEmpty()) {
            return Verdict.NOT_VALID;
        }
        List<Verdict> held = rows.stream()
                .filter(ComparisonRow::holds)
                .map(ComparisonRow::verdict)
                .sorted()
                .toList();
        return held.isEmpty() ? Verdict.NO_EVIDENCE : held.get(0);
    }

    private static List<Quantity> quantities(Side a, Side b) {
        Set<String> metrics = new LinkedHashSet<>();
        for (MetricRole role : MetricRole.values()) {
            LatencyMetric.with(role).forEach(metric -> metrics.add(metric.key()));
        }
        Stream.of(a, b)
                .flatMap(side -> side.runs().stream())
                .map(RunResult::metrics)
                .forEach(others -> metrics.addAll(others.keySet()));
        // They would count twice.
        LatencyMetric.with(MetricRole.OTHER_READING).forEach(metric -> metrics.remove(metric.key()));
        List<Quantity> quantities = new ArrayList<>();
        metrics.forEach(metric -> quantities.addAll(Latency.of(metric)));
        quantities.addAll(List.of(
                Rate.REQUESTS, Rate.TOKENS, new ErrorRate(), Attainment.SENT, Attainment.SCHEDULED, new Goodput()));
        return quantities;
    }

    private static List<String> ids(Side side) {
        return side.runs().stream().map(run -> run.run().runId()).toList();
    }
}
