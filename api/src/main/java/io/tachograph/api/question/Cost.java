package io.tachograph.api.question;

import io.tachograph.api.request.Parameters;
import io.tachograph.api.request.RequestedRange;
import io.tachograph.store.FunctionCall;
import io.tachograph.store.RowOrder;
import java.time.Duration;
import java.util.Optional;

/** What tokens cost by the prices that were set, by step and group. */
final class Cost implements Question {
    @Override
    public String path() {
        return "/cost";
    }

    @Override
    public Plan plan(Parameters given) {
        RequestedRange range = given.range();
        Optional<Duration> step = given.step(range);
        FunctionCall call = FunctionCall.of("cost", RowOrder.by("time timestamptz", "labels text", "currency text"))
                .with("from_time", range.from())
                .with("to_time", range.to())
                .with("step", step.orElse(null));
        return Plan.of(given.selectAndGroup(call)).over(range, step);
    }
}
