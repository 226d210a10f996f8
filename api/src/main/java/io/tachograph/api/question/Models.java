package io.tachograph.api.question;

import io.tachograph.api.request.Parameters;
import io.tachograph.store.FunctionCall;
import io.tachograph.store.RowOrder;

/** Models that are or were served. */
final class Models implements Question {
    @Override
    public String path() {
        return "/models";
    }

    @Override
    public Plan plan(Parameters given) {
        FunctionCall call = FunctionCall.of("models", RowOrder.by("model text"));
        return Plan.of(given.filter(call, "target", "model", "cluster", "engine_version", "tenant", "origin"));
    }
}
