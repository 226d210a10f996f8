package io.tachograph.api.question;

import io.tachograph.api.request.Parameters;
import io.tachograph.api.request.RequestedRange;
import io.tachograph.store.FunctionCall;
import io.tachograph.store.RowOrder;
import java.time.Duration;
import java.util.Optional;

/** Quantiles of a latency metric by step and group. */
final class LatencySeries implements Question {
    @Override
    public String path() {
        return "/metrics/{metric}/series";
    }

    @Override
    public String noun() {
        return "metric";
    }

    @Override
    public Plan plan(Parameters given) {
        RequestedRange range = given.range();
        Optional<Duration> step = given.step(range);
        FunctionCall call = FunctionCall.of(
                        "quantiles", RowOrder.by("time timestamptz", "labels text", "quantile float8"))
                .with("metric", given.path("metric"))
                .with("q", given.numbers("quantile", "0.5"))
                .with("from_time", range.from())
                .with("to_time", range.to())
                .with("step", step.orElse(null));
        return Plan.of(given.selectAndGroup(call)).over(range, step).within(Plan.HISTOGRAM_BOUND);
    }
}
