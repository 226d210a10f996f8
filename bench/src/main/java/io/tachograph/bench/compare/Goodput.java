package io.tachograph.bench.compare;

import io.tachograph.bench.result.RunResult;
import io.tachograph.bench.result.Second;
import io.tachograph.bench.statistics.ConfidenceInterval;
import io.tachograph.bench.statistics.Dependence;
import io.tachograph.bench.statistics.Normal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Good requests per second: the attainment times the rate of offers, whose relative variances add. */
record Goodput() implements Quantity {
    @Override
    public String metric() {
        return "goodput";
    }

    @Override
    public String statistic() {
        return "";
    }

    @Override
    public String unit() {
        return "requests/s";
    }

    @Override
    public Scale scale() {
        return Scale.RATIO;
    }

    @Override
    public boolean higherIsBetter() {
        return true;
    }

    @Override
    public boolean in(RunResult run) {
        return run.slo() != null && run.slo().good() > 0;
    }

    @Override
    public long requests(RunResult run) {
        return Attainment.SENT.requests(run);
    }

    @Override
    public long fewest() {
        return 6;
    }

    @Override
    public double of(List<RunResult> runs) {
        double offered = runs.stream().mapToLong(this::requests).sum();
        return Attainment.SENT.of(runs)
                * offered
                / runs.stream().mapToDouble(RunResult::measuredSeconds).sum();
    }

    @Override
    public @Nullable SideEstimate within(List<RunResult> runs, double confidence) {
        SideEstimate share = Attainment.SENT.within(runs, confidence);
        ConfidenceInterval interval = share.interval();
        double half = interval.width() / 2 / Normal.twoSided(confidence) / share.value();
        double offers = Dependence.relativeVariance(runs, (Second s) -> (double) s.scheduled());
        return Rate.around(of(runs), half * half + offers, confidence);
    }
}
