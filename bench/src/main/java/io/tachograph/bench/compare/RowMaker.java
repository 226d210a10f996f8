package io.tachograph.bench.compare;

import io.tachograph.bench.result.RunResult;
import io.tachograph.bench.statistics.ConfidenceInterval;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes a row of a quantity that both sides have. */
record RowMaker(
        Side a, Side b, Thresholds thresholds, @Nullable String invalid) {
    /** Runs of a side from which on how they differ is known well enough to be the only word. */
    private static final int ENOUGH_RUNS = 3;

    ComparisonRow row(Quantity quantity) {
        Scale scale = quantity.scale();
        Effect effect = effect(quantity);
        boolean between = effect != null && effect.method() == Method.BETWEEN_RUNS;
        double valueA = value(quantity, a, between);
        double valueB = value(quantity, b, between);
        String reason = invalid != null ? invalid : tooLittle(quantity, effect);
        Verdict verdict = invalid != null
                ? Verdict.NOT_VALID
                : reason != null || effect == null
                        ? Verdict.NO_EVIDENCE
                        : verdict(quantity, effect.interval(), scale.of(valueB) - scale.of(valueA));
        double matters = thresholds.of(scale);
        boolean negligible = invalid == null
                && effect != null
                && effect.interval().low() >= -matters
                && effect.interval().high() <= matters;
        return new ComparisonRow(
                quantity.metric(),
                quantity.statistic(),
                quantity.unit(),
                quantity.higherIsBetter(),
                requests(quantity, a),
                requests(quantity, b),
                valueA,
                valueB,
                valueB - valueA,
                valueA == 0 ? null : valueB / valueA,
                scale,
                effect == null ? null : finite(scale, effect.interval().low()),
                effect == null ? null : finite(scale, effect.interval().high()),
                effect == null ? null : effect.method(),
                effect == null ? null : effect.p(),
                verdict,
                negligible,
                false,
                reason);
    }

    private Verdict verdict(Quantity quantity, ConfidenceInterval interval, double difference) {
        if (interval.contains(0) || Math.abs(difference) < thresholds.of(quantity.scale())) {
            return Verdict.NO_EVIDENCE;
        }
        return difference > 0 == quantity.higherIsBetter() ? Verdict.BETTER : Verdict.WORSE;
    }

    private @Nullable Effect effect(Quantity quantity) {
        int runs = Math.min(a.runs().size(), b.runs().size());
        Effect between = runs < 2 ? null : between(quantity);
        if (between != null && runs >= ENOUGH_RUNS) {
            return between;
        }
        SideEstimate ofA = quantity.within(a.runs(), thresholds.confidence());
        SideEstimate ofB = quantity.within(b.runs(), thresholds.confidence());
        Effect within = ofA == null || ofB == null
                ? null
                : WithinRuns.effect(quantity.scale(), ofA, ofB, thresholds.confidence());
        return between == null ? within : within == null ? between : between.or(within);
    }

    private @Nullable Effect between(Quantity quantity) {
        return BetweenRuns.effect(perRun(quantity, a), perRun(quantity, b), thresholds.confidence());
    }

    private static double[] perRun(Quantity quantity, Side side) {
        return side.runs().stream()
                .mapToDouble(run -> quantity.scale().of(quantity.of(List.of(run))))
                .toArray();
    }

    private static double value(Quantity quantity, Side side, boolean between) {
        if (between) {
            return quantity.scale().back(BetweenRuns.mean(perRun(quantity, side)));
        }
        return quantity.of(side.runs());
    }

    private static long requests(Quantity quantity, Side side) {
        return side.runs().stream().mapToLong(quantity::requests).sum();
    }

    private @Nullable String tooLittle(Quantity quantity, @Nullable Effect effect) {
        boolean each = effect != null && effect.method() == Method.BETWEEN_RUNS;
        for (Map.Entry<String, Side> named : List.of(Map.entry("A", a), Map.entry("B", b))) {
            Side side = named.getValue();
            long n = each
                    ? side.runs().stream().mapToLong(quantity::requests).min().orElse(0)
                    : requests(quantity, side);
            if (n < quantity.fewest()) {
                return (quantity.metric() + " " + quantity.statistic()).strip() + " needs " + quantity.fewest()
                        + " requests" + (each ? " in each run" : "") + ", and " + named.getKey() + " has "
                        + n;
            }
        }
        return effect == null ? "the runs are too short for an interval" : null;
    }

    private static @Nullable Double finite(Scale scale, double end) {
        return Double.isInfinite(end) ? null : scale.back(end);
    }

    static boolean has(Quantity quantity, Side side) {
        for (RunResult run : side.runs()) {
            if (!quantity.in(run)) {
                return false;
            }
        }
        return true;
    }
}
