package io.tachograph.api.question;

import io.tachograph.api.request.Parameters;
import io.tachograph.api.request.RequestedRange;
import io.tachograph.store.FunctionCall;
import io.tachograph.store.RowOrder;
import java.time.Duration;
import java.util.Optional;

/** How a ranking developed. */
final class RankingHistory implements Question {
    private static final RowOrder ORDER = RowOrder.by(
            "window_end timestamptz",
            "statistic text",
            "window_seconds int",
            "origin text",
            "prompt_band text",
            "streamed bool",
            "model text");

    @Override
    public String path() {
        return "/rankings/{metric}/history";
    }

    @Override
    public String noun() {
        return "ranked metric";
    }

    @Override
    public Plan plan(Parameters given) {
        RequestedRange range = given.range();
        Optional<Duration> step = given.step(range);
        FunctionCall call = FunctionCall.of("ranking_history", ORDER)
                .with("metric", given.path("metric"))
                .with("from_time", range.from())
                .with("to_time", range.to())
                .with("step", step.orElse(null))
                .with("statistic", given.text("statistic").orElse(null))
                .with("look_back", given.length("look_back").orElse(null));
        return Plan.of(given.filter(call, "model", "origin", "prompt_band", "streamed"))
                .over(range, step);
    }
}
