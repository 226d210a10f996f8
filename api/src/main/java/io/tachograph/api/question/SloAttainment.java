package io.tachograph.api.question;

import io.tachograph.api.request.Parameters;
import io.tachograph.api.request.RequestedRange;
import io.tachograph.store.FunctionCall;
import io.tachograph.store.RowOrder;
import java.time.Duration;
import java.util.Optional;

/** Share of requests that met an SLO, by step and group. */
final class SloAttainment implements Question {
    @Override
    public String path() {
        return "/slos/{slo}/attainment";
    }

    @Override
    public String noun() {
        return "SLO";
    }

    @Override
    public Plan plan(Parameters given) {
        RequestedRange range = given.range();
        Optional<Duration> step = given.step(range);
        FunctionCall call = FunctionCall.of(
                        "slo_attainment", RowOrder.by("time timestamptz", "labels text", "slo_id bigint"))
                .with("slo", given.path("slo"))
                .with("from_time", range.from())
                .with("to_time", range.to())
                .with("step", step.orElse(null));
        return Plan.of(given.selectAndGroup(call)).over(range, step);
    }
}
