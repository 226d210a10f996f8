package io.tachograph.bench.sweep;

import io.tachograph.bench.result.RunResult;
import io.tachograph.bench.result.SloResult;
import io.tachograph.bench.statistics.ConfidenceInterval;
import io.tachograph.bench.statistics.Dependence;
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
 * @param confidence of this look
 * @param tolerance share of arrivals that may pile up unnoticed
 */
record Judge(double wanted, double confidence, double tolerance) {
    /**
     * What a trial is worth at least. Too little for any pass; so that a rate fails at once at which hardly a request is
     * good and the queue's steady growth leaves no independent ones.
     */
    private static final double FEWEST = 8;

    /**
     * For one look of several at growing data, each of which may err twice as often as the one before, and all together
     * as often as the settings allow.
     *
     * @param look from 1
     */
    static Judge of(SweepSettings settings, int look, int looks) {
        double part = Math.pow(2, look) / (Math.pow(2, looks + 1) - 2);
        return new Judge(settings.attainment(), 1 - (1 - settings.confidence()) * part, settings.precision());
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
            // A first trial may still be filling an idle target, which looks the same.
            return with(
                    attained,
                    trials.size() > 1 ? SweepVerdict.FAIL : SweepVerdict.UNDECIDED,
                    percent(growth.share()) + " of the arriving requests pile up");
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

    /** Why the last trial does not count, null when it does. */
    static @Nullable Judgement invalid(List<RunResult> trials) {
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
        double effective =
                Math.max(offered / Dependence.ofAttainment(trials, true).inflation(), Math.min(offered, FEWEST));
        ConfidenceInterval interval = Share.wilson(attainment, effective, confidence);
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
