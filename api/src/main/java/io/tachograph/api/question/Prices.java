package io.tachograph.api.question;

import io.tachograph.api.request.Parameters;
import io.tachograph.store.FunctionCall;
import io.tachograph.store.RowOrder;

/** Prices of tokens that were set. */
final class Prices implements Question {
    @Override
    public String path() {
        return "/prices";
    }

    @Override
    public Plan plan(Parameters given) {
        FunctionCall call =
                FunctionCall.of("prices", RowOrder.by("model text", "target text", "tenant text", "valid_from date"));
        return Plan.of(given.filter(call, "model", "target", "tenant"));
    }
}
