package io.tachograph.api.question;

import io.tachograph.api.request.Parameters;
import io.tachograph.api.request.RequestedRange;
import io.tachograph.store.FunctionCall;
import io.tachograph.store.RowOrder;

/** What people and evaluators thought of answers. */
final class Scores implements Question {
    @Override
    public String path() {
        return "/scores";
    }

    @Override
    public Plan plan(Parameters given) {
        RequestedRange range = given.range();
        FunctionCall call = FunctionCall.of(
                        "scores",
                        RowOrder.newestFirst(
                                "window_start timestamptz",
                                "source text",
                                "name text",
                                "type text",
                                "category text",
                                "model text",
                                "tenant text",
                                "window_end timestamptz"))
                .with("from_time", range.from())
                .with("to_time", range.to());
        return Plan.of(given.filter(call, "source", "name", "model", "tenant")).over(range);
    }
}
