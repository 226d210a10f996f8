package io.tachograph.standalone.truth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tachograph.schemas.avro.Origin;
import io.tachograph.schemas.avro.RequestTiming;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** What must be said of the two engine versions of the load tests: nearest ranks of sorted lists. */
final class ExpectedRegressions {
    private static final double HALF_BUCKET = 0.0109;
    private static final Map<String, ToDoubleFunction<RequestTiming>> METRICS = Map.of(
            "ttft", t -> t.getFirstTokenNanos() / 1e9,
            "tpot",
                    t -> Math.round((double) (t.getLastTokenNanos() - t.getFirstTokenNanos())
                                    / (t.getOutputTokens() - 1))
                            / 1e9,
            "e2e", t -> t.getLastTokenNanos() / 1e9);
    private static final Map<String, Double> QUANTILES = Map.of("p50", 0.5, "p95", 0.95);

    private final List<RequestTiming> requests;

    ExpectedRegressions(List<RequestTiming> requests) {
        this.requests = requests;
    }

    /** Every comparison that there must be, and no other. */
    void assertSame(Map<String, Map<String, @Nullable Object>> rows) {
        Set<String> keys = new TreeSet<>();
        for (String target : List.of(AlertScenario.SLOWER, AlertScenario.SAME)) {
            METRICS.forEach((metric, value) -> QUANTILES.forEach((statistic, q) -> {
                String key = target + " " + metric + " " + statistic;
                keys.add(key);
                assertThat(rows).containsKey(key);
                assertRow(
                        key,
                        Objects.requireNonNull(rows.get(key)),
                        values(target, "1.9", value),
                        values(target, "2.0", value),
                        q);
            }));
        }
        assertThat(rows.keySet()).isEqualTo(keys);
        for (String statistic : QUANTILES.keySet()) {
            assertThat(rows.get(AlertScenario.SLOWER + " ttft " + statistic)).containsEntry("verdict", "worse");
            assertThat(rows.get(AlertScenario.SAME + " ttft " + statistic)).containsEntry("verdict", "no_evidence");
        }
    }

    private static void assertRow(
            String key, Map<String, @Nullable Object> row, List<Double> before, List<Double> after, double q) {
        assertThat(row)
                .as(key)
                .containsEntry("old_version", "1.9")
                .containsEntry("new_version", "2.0")
                .containsEntry("old_sample_size", (long) before.size())
                .containsEntry("new_sample_size", (long) after.size())
                .containsEntry("old_blocks", 8)
                .containsEntry("new_blocks", 8)
                .containsEntry("minimum_effect", 0.05)
                // The last block of the new version ends with the first probe, and waits for an hour.
                .containsEntry("seen", 60);
        double old = nearestRank(before, q);
        double now = nearestRank(after, q);
        assertThat(number(row, "old_value")).as(key).isCloseTo(old, within(old * HALF_BUCKET));
        assertThat(number(row, "new_value")).as(key).isCloseTo(now, within(now * HALF_BUCKET));
        double ratio = number(row, "ratio");
        double low = number(row, "ratio_low");
        double high = number(row, "ratio_high");
        assertThat(ratio).as(key).isCloseTo(now / old, within(now / old * 2.1 * HALF_BUCKET));
        assertThat(ratio).as(key).isBetween(low, high);
        assertThat(now / old)
                .as(key + ": what was drawn is within the interval")
                .isBetween(low * 0.98, high * 1.02);
        boolean worse = ratio >= 1.05 && low > 1;
        boolean better = ratio <= 1 / 1.05 && high < 1;
        assertThat(row).as(key).containsEntry("verdict", worse ? "worse" : better ? "better" : "no_evidence");
    }

    private List<Double> values(String target, String version, ToDoubleFunction<RequestTiming> value) {
        List<Double> values = new ArrayList<>();
        for (RequestTiming request : requests) {
            if (request.getOrigin() == Origin.LOAD
                    && request.getTarget().equals(target)
                    && version.equals(request.getEngineVersion())) {
                values.add(value.applyAsDouble(request));
            }
        }
        return values;
    }

    static double nearestRank(List<Double> values, double q) {
        List<Double> sorted = new ArrayList<>(values);
        Collections.sort(sorted);
        return sorted.get((int) Math.ceil(q * sorted.size()) - 1);
    }

    private static double number(Map<String, @Nullable Object> row, String column) {
        Object value = row.get(column);
        assertThat(value).as(column).isNotNull();
        return (Double) value;
    }
}
