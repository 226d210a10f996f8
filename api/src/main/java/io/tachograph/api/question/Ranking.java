package io.tachograph.api.question;

import io.tachograph.api.request.Parameters;
import io.tachograph.store.FunctionCall;
import io.tachograph.store.RowOrder;

/** The newest ranking of each cell, or as it was. */
final class Ranking implements Question {
    /** By cell; within one by model, since a rank may be shared or missing. */
    private static final RowOrder ORDER = RowOrder.by(
            "statistic text", "window_seconds int", "origin text", "prompt_band text", "streamed bool", "model text");

    @Override
    public String path() {
        return "/rankings/{metric}";
    }

    @Override
    public String noun() {
        return "ranked metric";
    }

    @Override
    public Plan plan(Parameters given) {
        FunctionCall call = FunctionCall.of("ranking", ORDER)
                .with("metric", given.path("metric"))
                .with("statistic", given.text("statistic").orElse(null))
                .with("look_back", given.length("look_back").orElse(null))
                .with("at", given.time("at", "now"));
        return Plan.of(given.filter(call, "origin", "prompt_band", "streamed"));
    }
}
