package io.tachograph.bench.sweep;

import io.tachograph.bench.result.RunResult;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Measures at several loads. Not thread-safe.
 *
 * @param trial runs the benchmark
 * @param pause waits between trials
 * @param progress called when a trial has ended
 */
public record Sweep(Trial trial, Pause pause, Consumer<SweepTrial> progress) {
    /**
     * Searches the highest open-loop rate at which the share of requests that are good, counted from when they were
     * scheduled, is at least {@code settings.attainment()}, and the queue does not grow. See docs/compare-and-sweep.md.
     *
     * @throws IOException when a trial cannot be run
     * @throws InterruptedException when the user ends it
     * @throws NullPointerException when a trial's result has no SLO
     */
    public SweepResult search(SweepSettings settings) throws IOException, InterruptedException {
        return new RateSearch(settings, trial, pause, progress).run();
    }

    /**
     * Measures every rate of a list once, in its order, and judges it where the trials have an SLO. A trial that does not
     * count is marked and the next one made.
     */
    public SweepResult rates(List<Double> rates, Duration each, SweepSettings settings)
            throws IOException, InterruptedException {
        return list(SweepResult.RATE, rates, each, settings);
    }

    /** The same with concurrencies of a closed loop, whose queue cannot grow. */
    public SweepResult concurrencies(List<Integer> concurrencies, Duration each, SweepSettings settings)
            throws IOException, InterruptedException {
        return list(
                SweepResult.CONCURRENCY,
                concurrencies.stream().map(Integer::doubleValue).toList(),
                each,
                settings);
    }

    private SweepResult list(String swept, List<Double> values, Duration each, SweepSettings settings)
            throws IOException, InterruptedException {
        Judge judge = Judge.of(settings, 1, 1);
        List<SweepTrial> trials = new ArrayList<>();
        for (double value : values) {
            if (!trials.isEmpty()) {
                pause.between(settings.pause());
            }
            RunResult run = trial.run(value, each);
            SweepTrial made = new SweepTrial(value, false, judged(judge, swept, run), run);
            trials.add(made);
            progress.accept(made);
        }
        long invalid = trials.stream()
                .filter(made -> made.judgement().verdict() == SweepVerdict.NOT_VALID)
                .count();
        return new SweepResult(
                SweepResult.FORMAT,
                swept,
                null,
                trials,
                null,
                null,
                invalid == 0,
                trials.size() + " measured" + (invalid == 0 ? "" : ", " + invalid + " of them not valid"));
    }

    private static Judgement judged(Judge judge, String swept, RunResult run) {
        if (run.slo() == null) {
            Judgement invalid = Judge.invalid(List.of(run));
            return invalid != null
                    ? invalid
                    : Judgement.without(
                            SweepVerdict.MEASURED, "no SLO", run.counts().offered());
        }
        return swept.equals(SweepResult.RATE) ? judge.openLoop(List.of(run)) : judge.closedLoop(List.of(run));
    }
}
