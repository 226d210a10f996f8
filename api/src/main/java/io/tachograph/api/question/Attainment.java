package io.tachograph.api.question;

import io.tachograph.api.request.Parameters;
import io.tachograph.api.request.RefusedRequestException;
import io.tachograph.api.request.RequestedRange;
import io.tachograph.store.FunctionCall;
import io.tachograph.store.RowOrder;
import java.time.Duration;
import java.util.Optional;

/** Share of requests at or below any threshold. */
final class Attainment implements Question {
    @Override
    public String path() {
        return "/metrics/{metric}/attainment";
    }

    @Override
    public String noun() {
        return "metric";
    }

    @Override
    public Plan plan(Parameters given) {
        RequestedRange range = given.range();
        Optional<Duration> step = given.step(range);
        FunctionCall call = FunctionCall.of("attainment", RowOrder.by("time timestamptz", "labels text"))
                .with("metric", given.path("metric"))
                .with("threshold", threshold(given))
                .with("from_time", range.from())
                .with("to_time", range.to())
                .with("step", step.orElse(null));
        return Plan.of(given.selectAndGroup(call)).over(range, step);
    }

    private static double threshold(Parameters given) {
        return given.number("threshold")
                .orElseThrow(() -> RefusedRequestException.parameter("threshold", "threshold is needed, in seconds."));
    }
}
