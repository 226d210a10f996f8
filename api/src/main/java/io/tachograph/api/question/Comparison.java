package io.tachograph.api.question;

import io.tachograph.api.request.Parameters;
import io.tachograph.api.request.RefusedRequestException;
import io.tachograph.api.request.RequestedRange;
import io.tachograph.store.FunctionCall;
import io.tachograph.store.RowOrder;
import io.tachograph.store.RowReader;
import io.tachograph.store.Rows;
import io.tachograph.windows.regression.ComparedStatistic;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Two selections against each other, by the method of regressions. */
final class Comparison implements Question {
    private static final double USUAL_EFFECT = 0.05;

    @Override
    public String path() {
        return "/comparison";
    }

    @Override
    public Plan plan(Parameters given) {
        List<String> metrics = given.given("metric", "ttft", "tpot", "e2e");
        List<ComparedStatistic> statistics = given.given("statistic", "p50", "p95").stream()
                .map(Comparison::statistic)
                .toList();
        double minimumEffect = given.number("minimum_effect").orElse(USUAL_EFFECT);
        if (!(minimumEffect >= 0)) {
            throw RefusedRequestException.parameter("minimum_effect", "minimum_effect is 0 or more: 0.05 is 5 %.");
        }
        ComparedSelection a = selection(given, "a.");
        ComparedSelection b = selection(given, "b.");
        return Plan.of(new AllAtOnce((store, limit, after) -> compare(store, a, b, metrics, statistics, minimumEffect)))
                .within(Plan.HISTOGRAM_BOUND);
    }

    private static Rows compare(
            RowReader store,
            ComparedSelection a,
            ComparedSelection b,
            List<String> metrics,
            List<ComparedStatistic> statistics,
            double minimumEffect)
            throws SQLException {
        List<List<@Nullable Object>> rows = new ArrayList<>();
        for (String metric : metrics) {
            ComparedBlocks ofA = a.read(store, metric);
            ComparedBlocks ofB = b.read(store, metric);
            for (ComparedStatistic statistic : statistics) {
                rows.add(new ComparedSides(metric, statistic, ofA, ofB, minimumEffect).row());
            }
        }
        return Rows.of(Instant.now(), ComparedSides.COLUMNS, rows);
    }

    private static ComparedSelection selection(Parameters given, String prefix) {
        RequestedRange range = given.range(prefix);
        FunctionCall call = FunctionCall.of("histograms", RowOrder.by("time timestamptz"));
        return new ComparedSelection(given.select(call, prefix), range);
    }

    private static ComparedStatistic statistic(String key) {
        return Arrays.stream(ComparedStatistic.values())
                .filter(statistic -> statistic.key().equals(key))
                .findFirst()
                .orElseThrow(() -> RefusedRequestException.parameter("statistic", "statistic is p50 or p95."));
    }
}
