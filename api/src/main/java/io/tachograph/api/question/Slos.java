package io.tachograph.api.question;

import io.tachograph.api.request.Parameters;
import io.tachograph.store.FunctionCall;
import io.tachograph.store.RowOrder;

/** Service level objectives as they were counted. */
final class Slos implements Question {
    @Override
    public String path() {
        return "/slos";
    }

    @Override
    public Plan plan(Parameters given) {
        given.sameForEveryTenant();
        return Plan.of(FunctionCall.of("slos", RowOrder.by("slo text", "slo_id bigint")));
    }
}
