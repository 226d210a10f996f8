package io.tachograph.api.question;

import io.tachograph.api.request.Parameters;
import io.tachograph.api.request.RequestedRange;
import io.tachograph.store.FunctionCall;
import io.tachograph.store.RowOrder;

/** What happened in the range. */
final class Events implements Question {
    @Override
    public String path() {
        return "/events";
    }

    @Override
    public Plan plan(Parameters given) {
        RequestedRange range = given.range();
        FunctionCall call = FunctionCall.of("events", RowOrder.newestFirst("started_at timestamptz", "id text"))
                .with("from_time", range.from())
                .with("to_time", range.to())
                .with("kinds", given.texts("kind"))
                .with("subjects", given.texts("subject"));
        return Plan.of(call).over(range);
    }
}
