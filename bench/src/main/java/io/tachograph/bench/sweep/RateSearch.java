package io.tachograph.bench.sweep;

import io.tachograph.bench.result.RunResult;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Searches the highest open-loop rate that meets an SLO: doubling (or halving) from the start rate until one rate passes
 * and one fails, then halving the bracket on the logarithm, then confirming. Not thread-safe; used once.
 */
final class RateSearch {
    private final SweepSettings settings;
    private final Trial trial;
    private final Pause pause;
    private final Consumer<SweepTrial> progress;
    private final List<SweepTrial> trials = new ArrayList<>();
    private final TreeSet<Double> passed = new TreeSet<>();
    private double failing = Double.POSITIVE_INFINITY;

    RateSearch(SweepSettings settings, Trial trial, Pause pause, Consumer<SweepTrial> progress) {
        this.settings = settings;
        this.trial = trial;
        this.pause = pause;
        this.progress = progress;
    }

    SweepResult run() throws IOException, InterruptedException {
        try {
            bracket();
            while (!passed.isEmpty()) {
                bisect();
                double rate = passed.last();
                if (passes(rate, true)) {
                    return found(rate);
                }
                passed.remove(rate);
                failing = rate;
                if (passed.isEmpty()) {
                    descend(rate);
                }
            }
            return result(
                    null,
                    true,
                    "no rate from " + words(settings.minRate()) + "/s on meets the SLO; the lowest tried, "
                            + words(failing) + "/s, does not");
        } catch (NotValid e) {
            return result(null, false, String.valueOf(e.getMessage()));
        }
    }

    private void bracket() throws IOException, InterruptedException, NotValid {
        double rate = settings.startRate();
        while (passes(rate, false)) {
            passed.add(rate);
            if (rate >= settings.maxRate()) {
                return;
            }
            rate = Math.min(settings.maxRate(), rate * 2);
        }
        failing = rate;
        if (passed.isEmpty()) {
            descend(rate);
        }
    }

    /** Down from a rate that fails until one passes; without result when none does. */
    private void descend(double from) throws IOException, InterruptedException, NotValid {
        double rate = from;
        while (rate > settings.minRate()) {
            rate = Math.max(settings.minRate(), rate / 2);
            if (passes(rate, false)) {
                passed.add(rate);
                return;
            }
            failing = rate;
        }
    }

    private void bisect() throws IOException, InterruptedException, NotValid {
        while (failing < Double.POSITIVE_INFINITY && failing / passed.last() > 1 + settings.precision()) {
            double rate = Math.sqrt(failing * passed.last());
            if (passes(rate, false)) {
                passed.add(rate);
            } else {
                failing = rate;
            }
        }
    }

    private boolean passes(double rate, boolean confirming) throws IOException, InterruptedException, NotValid {
        Duration length = confirming ? settings.confirm() : settings.trial();
        Duration allowed = settings.longestAt(rate);
        Duration longest = length.compareTo(allowed) > 0 ? length : allowed;
        int looks = looks(length, longest);
        List<RunResult> ofRate = new ArrayList<>();
        while (true) {
            if (!trials.isEmpty()) {
                pause.between(settings.pause());
            }
            RunResult run = trial.run(rate, length);
            ofRate.add(run);
            Judgement judgement = Judge.of(settings, ofRate.size(), looks).openLoop(ofRate);
            SweepTrial made = new SweepTrial(rate, confirming, judgement, run);
            trials.add(made);
            progress.accept(made);
            if (judgement.verdict() == SweepVerdict.NOT_VALID) {
                throw new NotValid("at " + words(rate) + "/s " + judgement.reason());
            }
            if (judgement.verdict() != SweepVerdict.UNDECIDED) {
                return judgement.verdict() == SweepVerdict.PASS;
            }
            if (length.compareTo(longest) >= 0) {
                return false;
            }
            Duration twice = length.multipliedBy(2);
            length = twice.compareTo(longest) < 0 ? twice : longest;
        }
    }

    private static int looks(Duration first, Duration longest) {
        int looks = 1;
        for (Duration length = first; length.compareTo(longest) < 0; length = length.multipliedBy(2)) {
            looks++;
        }
        return looks;
    }

    private SweepResult found(double rate) {
        if (failing == Double.POSITIVE_INFINITY) {
            return result(
                    rate, true, "the highest rate allowed, " + words(rate) + "/s, meets the SLO: the limit is higher");
        }
        SweepVerdict above = trials.stream()
                .filter(made -> made.value() == failing)
                .reduce((first, last) -> last)
                .map(made -> made.judgement().verdict())
                .orElse(SweepVerdict.FAIL);
        return result(
                rate,
                true,
                words(rate) + "/s meets the SLO; " + words(failing) + "/s "
                        + (above == SweepVerdict.FAIL ? "does not" : "is undecided, which counts as not"));
    }

    private SweepResult result(@Nullable Double found, boolean valid, String reason) {
        return new SweepResult(
                SweepResult.FORMAT,
                SweepResult.RATE,
                settings,
                trials,
                found,
                failing == Double.POSITIVE_INFINITY ? null : failing,
                valid,
                reason);
    }

    private static String words(double rate) {
        return String.format(Locale.ROOT, "%.4g", rate);
    }

    /** A trial that does not count ends the search. */
    private static final class NotValid extends Exception {
        private static final long serialVersionUID = 1L;

        NotValid(String reason) {
            super(reason);
        }
    }
}
