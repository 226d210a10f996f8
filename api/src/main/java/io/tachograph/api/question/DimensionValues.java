package io.tachograph.api.question;

import io.tachograph.api.request.Parameters;
import io.tachograph.store.FunctionCall;
import io.tachograph.store.RowOrder;

/** What a filter may name. */
final class DimensionValues implements Question {
    @Override
    public String path() {
        return "/dimensions/{dimension}";
    }

    @Override
    public String noun() {
        return "dimension";
    }

    @Override
    public Plan plan(Parameters given) {
        return Plan.of(FunctionCall.of("dimension_values", RowOrder.by("value text"))
                .with("dimension", given.path("dimension"))
                .with("tenants", given.boundTenants()));
    }
}
