package io.tachograph.bench.compare;

import io.tachograph.bench.result.RunResult;
import io.tachograph.bench.result.SloResult;
import io.tachograph.bench.statistics.Dependence;
import io.tachograph.bench.statistics.Share;
import java.util.List;
import java.util.Objects;
import java.util.function.ToLongFunction;

/**
 * Good ÷ offered, with Wilson's interval for the effective number of requests.
 *
 * @param metric its name
 * @param fromSchedule whether good is counted from when requests were scheduled
 * @param goodOf good requests, from when they were sent or from when they were scheduled
 */
record Attainment(String metric, boolean fromSchedule, ToLongFunction<SloResult> goodOf) implements Quantity {
    static final Attainment SENT = new Attainment("attainment", false, SloResult::good);
    static final Attainment SCHEDULED = new Attainment("attainment_scheduled", true, SloResult::goodFromSchedule);

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
        return true;
    }

    @Override
    public boolean in(RunResult run) {
        return run.slo() != null && run.slo().offered() > 0;
    }

    @Override
    public long requests(RunResult run) {
        return slo(run).offered();
    }

    @Override
    public long fewest() {
        return 6;
    }

    @Override
    public double of(List<RunResult> runs) {
        double good =
                runs.stream().mapToLong(run -> goodOf.applyAsLong(slo(run))).sum();
        return good / runs.stream().mapToLong(this::requests).sum();
    }

    @Override
    public SideEstimate within(List<RunResult> runs, double confidence) {
        double n = runs.stream().mapToLong(this::requests).sum()
                / Dependence.ofAttainment(runs, fromSchedule).inflation();
        return new SideEstimate(of(runs), Share.wilson(of(runs), n, confidence));
    }

    private static SloResult slo(RunResult run) {
        return Objects.requireNonNull(run.slo(), "slo");
    }
}
