package io.tachograph.api.question;

import io.tachograph.api.request.Parameters;
import io.tachograph.api.request.RequestedRange;
import io.tachograph.store.FunctionCall;
import io.tachograph.store.RowOrder;

/** Alerts that fired in the range. */
final class Alerts implements Question {
    @Override
    public String path() {
        return "/alerts";
    }

    @Override
    public Plan plan(Parameters given) {
        RequestedRange range = given.range();
        FunctionCall call = FunctionCall.of("alerts", RowOrder.newestFirst("since timestamptz", "alert_key text"))
                .with("from_time", range.from())
                .with("to_time", range.to())
                .with("states", given.texts("state"))
                .with("severities", given.texts("severity"))
                .with("kinds", given.texts("kind"))
                .with("slos", given.texts("slo"));
        return Plan.of(given.filter(call, "target", "model")).over(range);
    }
}
