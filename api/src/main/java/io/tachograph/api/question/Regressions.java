package io.tachograph.api.question;

import io.tachograph.api.request.Parameters;
import io.tachograph.api.request.RequestedRange;
import io.tachograph.store.FunctionCall;
import io.tachograph.store.RowOrder;

/** Newer engine versions against those before. */
final class Regressions implements Question {
    @Override
    public String path() {
        return "/regressions";
    }

    @Override
    public Plan plan(Parameters given) {
        RequestedRange range = given.range();
        FunctionCall call = FunctionCall.of(
                        "regressions", RowOrder.newestFirst("evaluated_at timestamptz", "comparison_key text"))
                .with("from_time", range.from())
                .with("to_time", range.to())
                .with("verdicts", given.texts("verdict"));
        return Plan.of(given.filter(
                        call, "target", "model", "cluster", "engine_version", "origin", "prompt_band", "streamed"))
                .over(range);
    }
}
