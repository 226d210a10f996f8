package io.tachograph.api.question;

import io.tachograph.api.request.Parameters;
import io.tachograph.api.request.RequestedRange;
import io.tachograph.store.FunctionCall;
import io.tachograph.store.RowOrder;

/** What gateways and analytics systems say was used. */
final class Usage implements Question {
    @Override
    public String path() {
        return "/usage";
    }

    @Override
    public Plan plan(Parameters given) {
        RequestedRange range = given.range();
        FunctionCall call = FunctionCall.of(
                        "usage",
                        RowOrder.newestFirst(
                                "window_start timestamptz",
                                "source text",
                                "scope text",
                                "name text",
                                "model text",
                                "tenant text",
                                "window_end timestamptz"))
                .with("from_time", range.from())
                .with("to_time", range.to());
        return Plan.of(given.filter(call, "source", "scope", "model", "tenant")).over(range);
    }
}
