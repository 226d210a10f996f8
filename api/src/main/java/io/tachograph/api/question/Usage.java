package io.tachograph.api.question;

import io.tachograph.api.request.Parameters;
import io.tachograph.api.request.RequestedRange;
import io.tachograph.store.FunctionCall;
import io.tachograph.store.RowOrder;

/** What gateways and analytics systems say was used, by day, or clouds, by minute. */
final class Usage implements Question {
    private final String path;
    private final boolean minutes;

    Usage(String path, boolean minutes) {
        this.path = path;
        this.minutes = minutes;
    }

    @Override
    public String path() {
        return path;
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
                .with("to_time", range.to())
                .with("minutes", minutes);
        return Plan.of(given.filter(call, "source", "scope", "model", "tenant")).over(range);
    }
}
