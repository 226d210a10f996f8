package io.tachograph.api.question;

import io.tachograph.api.request.Parameters;
import io.tachograph.api.request.RequestedRange;
import io.tachograph.store.FunctionCall;
import io.tachograph.store.RowOrder;
import java.time.Duration;
import java.util.Optional;

/** How the values of a latency metric are distributed, by step and group. */
final class Distribution implements Question {
    @Override
    public String path() {
        return "/metrics/{metric}/distribution";
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
                        "distribution", RowOrder.by("time timestamptz", "labels text", "up_to float8"))
                .with("metric", given.path("metric"))
                .with("from_time", range.from())
                .with("to_time", range.to())
                .with("step", step.orElse(null));
        return Plan.of(given.selectAndGroup(call)).over(range, step);
    }
}
