package io.tachograph.api.question;

import io.tachograph.api.request.Parameters;
import io.tachograph.api.request.RequestedRange;
import io.tachograph.store.FunctionCall;
import io.tachograph.store.RowOrder;

/** Load tests that began in the range. */
final class LoadTests implements Question {
    @Override
    public String path() {
        return "/load-tests";
    }

    @Override
    public Plan plan(Parameters given) {
        RequestedRange range = given.range();
        FunctionCall call = FunctionCall.of("load_tests", RowOrder.newestFirst("started_at timestamptz", "run text"))
                .with("from_time", range.from())
                .with("to_time", range.to());
        return Plan.of(given.filter(call, "target", "model")).over(range);
    }
}
