package io.tachograph.api.question;

import io.tachograph.api.request.Parameters;
import io.tachograph.api.request.RefusedRequestException;
import io.tachograph.store.FunctionCall;
import io.tachograph.store.RowOrder;

/** How fast the error budget of an SLO burns. */
final class BurnRates implements Question {
    @Override
    public String path() {
        return "/slos/{slo}/burn-rates";
    }

    @Override
    public String noun() {
        return "SLO";
    }

    @Override
    public Plan plan(Parameters given) {
        FunctionCall call = FunctionCall.of("burn_rate", RowOrder.by("window interval", "labels text", "slo_id bigint"))
                .with("slo", given.path("slo"))
                .with("objective", objective(given))
                .with("windows", given.lengths("window", "5m", "30m", "1h", "2h", "6h", "1d", "3d"))
                .with("at", given.time("at", "now"));
        return Plan.of(given.selectAndGroup(call));
    }

    private static double objective(Parameters given) {
        return given.number("objective")
                .orElseThrow(() -> RefusedRequestException.parameter(
                        "objective", "objective is needed, a number between 0 and 1 such as 0.99."));
    }
}
