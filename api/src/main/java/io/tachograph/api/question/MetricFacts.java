package io.tachograph.api.question;

import io.tachograph.api.request.Parameters;
import io.tachograph.schemas.metric.LatencyMetric;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What each metric means: the same words as {@code docs/definitions.md}. */
final class MetricFacts implements Question {
    private static final List<String> COLUMNS =
            List.of("metric", "title", "unit", "definition", "lower_is_better", "has_series", "is_ranked");
    private static final Set<LatencyMetric> RANKED = Set.of(LatencyMetric.TTFT, LatencyMetric.TPOT, LatencyMetric.E2E);
    private static final List<List<@Nullable Object>> FACTS = facts();

    @Override
    public String path() {
        return "/metrics";
    }

    @Override
    public Plan plan(Parameters given) {
        given.sameForEveryTenant();
        return Plan.of(new MadeRows(COLUMNS, () -> FACTS));
    }

    private static List<List<@Nullable Object>> facts() {
        List<List<@Nullable Object>> facts = new ArrayList<>();
        for (LatencyMetric metric : LatencyMetric.WINDOWED) {
            facts.add(Arrays.asList(
                    metric.key(), metric.title(), "s", metric.definition(), true, true, RANKED.contains(metric)));
        }
        facts.add(Arrays.asList(
                "output_throughput",
                "output throughput",
                "tokens/s",
                "output tokens of successes ÷ measured seconds",
                false,
                false,
                true));
        facts.add(Arrays.asList(
                "error_rate", "error rate", "ratio", "failed ÷ finished; cancelled requests apart", true, false, true));
        return facts;
    }
}
