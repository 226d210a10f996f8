package io.tachograph.bench.compare;

import io.tachograph.bench.result.RunResult;
import io.tachograph.bench.statistics.Dependence;
import io.tachograph.bench.statistics.Share;
import java.util.List;

/** Failed ÷ finished, with Wilson's interval for the effective number of requests. */
record ErrorRate() implements Quantity {
    @Override
    public String metric() {
        return "error_rate";
    }

    @Override
    public String statistic() {
        return "";
    }

    @Override
    public String unit() {
        return "share";
    }

    @Override
    public Scale scale() {
        return Scale.DIFFERENCE;
    }

    @Override
    public boolean higherIsBetter() {
        return false;
    }

    @Override
    public boolean in(RunResult run) {
        return requests(run) > 0;
    }

    @Override
    public long requests(RunResult run) {
        return run.counts().ok() + run.counts().failed();
    }

    @Override
    public long fewest() {
        return 6;
    }

    @Override
    public double of(List<RunResult> runs) {
        double failed = runs.stream().mapToLong(run -> run.counts().failed()).sum();
        return failed / runs.stream().mapToLong(this::requests).sum();
    }

    @Override
    public SideEstimate within(List<RunResult> runs, double confidence) {
        double n = runs.stream().mapToLong(this::requests).sum()
                / Dependence.ofFailures(runs).inflation();
        return new SideEstimate(of(runs), Share.wilson(of(runs), n, confidence));
    }
}
