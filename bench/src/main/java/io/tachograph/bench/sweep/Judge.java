package io.tachograph.bench.sweep;

import io.tachograph.bench.result.RunResult;
import io.tachograph.bench.result.SloResult;
import io.tachograph.bench.statistics.Dependence;
import io.tachograph.bench.statistics.Interval;
import io.tachograph.bench.statistics.Share;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Decides about a rate from all its trials.
 *
 * @param wanted share of offered requests that have to be good
 * @param confidence of one look: each look at growing data is a chance to err
 * @param tolerance share of arrivals that may pile up unnoticed
 */
record Judge(double wanted, double confidence, double tolerance) {
    /** Of as many looks, together as sure as the settings ask for (Bonferroni). */
    static Judge of(SweepSettings settings, int looks) {
        return new Judge(settings.attainment(), 1 - (1 - settings.confidence()) / looks, settings.precision());
    }

    /** Of an open loop. */
    Judgement openLoop(List<RunResult> trials) {
        Judgement invalid = invalid(trials);
        if (invalid != null) {
            return invalid;
        }
        RunResult longest = trials.stream()
                .max(Comparator.comparingDouble(RunResult::measuredSeconds))
                .orElseThrow();
        Growth growth = Growth.of(longest);
        Judgement attained = attained(trials, growth);
        if (attained.verdict() == SweepVerdict.FAIL) {
            return attained;
        }
        if (growth != null && growth.above(tolerance)) {
            return with(attained, SweepVerdict.FAIL, percent(growth.share()) + " of the arriving requests pile up");
        }
        if (attained.verdict() == SweepVerdict.PASS && (growth == null || !growth.below(tolerance))) {
            return with(attained, SweepVerdict.UNDECIDED, "the queue may be growing");
        }
        return attained;
    }

    /** Of a closed loop, whose queue cannot grow. */
    Judgement closedLoop(List<RunResult> trials) {
        Judgement invalid = invalid(trials);
        return invalid != null ? invalid : attained(trials, null);
    }

    private static @Nullable Judgement invalid(List<RunResult> trials) {
        RunResult last = trials.get(trials.size() - 1);
        if (last.client().clientBound()) {
            return Judgement.without(
                    SweepVerdict.NOT_VALID,
                    "the client is the limit: "
                            + String.join("; ", last.client().reasons()),
                    last.counts().offered());
        }
        if (last.run().partial()) {
            return Judgement.without(
                    SweepVerdict.NOT_VALID,
                    "the trial was ended early",
                    last.counts().offered());
        }
        return null;
    }

    private Judgement attained(List<RunResult> trials, @Nullable Growth growth) {
        long offered = trials.stream().mapToLong(run -> slo(run).offered()).sum();
        if (offered == 0) {
            return Judgement.without(SweepVerdict.UNDECIDED, "no request was offered", 0);
        }
        double attainment = (double) trials.stream()
                        .mapToLong(run -> slo(run).goodFromSchedule())
                        .sum()
                / offered;
        double effective = offered / Dependence.ofAttainment(trials).inflation();
        Interval interval = Share.wilson(attainment, effective, confidence);
        SweepVerdict verdict = interval.high() < wanted
                ? SweepVerdict.FAIL
                : interval.low() >= wanted ? SweepVerdict.PASS : SweepVerdict.UNDECIDED;
        String reason = percent(attainment) + " of the requests are good, "
                + switch (verdict) {
                    case FAIL -> "surely fewer than ";
                    case PASS -> "surely at least ";
                    default -> "not surely above or below ";
                }
                + percent(wanted);
        return new Judgement(verdict, reason, attainment, interval.low(), interval.high(), offered, effective, growth);
    }

    private static SloResult slo(RunResult run) {
        return Objects.requireNonNull(run.slo(), "a rate is judged by an SLO, and the trial has none");
    }

    private static Judgement with(Judgement of, SweepVerdict verdict, String reason) {
        return new Judgement(
                verdict, reason, of.attainment(), of.low(), of.high(), of.offered(), of.effective(), of.growth());
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.2f %%", share * 100);
    }
}
