package io.tachograph.api.question;

import io.tachograph.api.request.Parameters;
import io.tachograph.api.request.RequestedRange;
import io.tachograph.store.FunctionCall;
import io.tachograph.store.RowOrder;

/** What the tokens cost that gateways and analytics systems tell of. */
final class UsageCost implements Question {
    @Override
    public String path() {
        return "/usage/cost";
    }

    @Override
    public Plan plan(Parameters given) {
        RequestedRange range = given.range();
        FunctionCall call = FunctionCall.of(
                        "usage_cost",
                        RowOrder.newestFirst(
                                "window_start timestamptz",
                                "source text",
                                "model text",
                                "tenant text",
                                "window_end timestamptz"))
                .with("from_time", range.from())
                .with("to_time", range.to());
        return Plan.of(given.filter(call, "source", "model", "tenant")).over(range);
    }
}
