package io.tachograph.api.question;

import io.tachograph.api.request.Parameters;
import io.tachograph.store.FunctionCall;
import io.tachograph.store.RowOrder;

/** Targets that are or were measured. */
final class Targets implements Question {
    @Override
    public String path() {
        return "/targets";
    }

    @Override
    public Plan plan(Parameters given) {
        FunctionCall call = FunctionCall.of("targets", RowOrder.by("target text"));
        return Plan.of(given.filter(call, "target", "model", "cluster", "engine_version", "tenant", "origin"));
    }
}
