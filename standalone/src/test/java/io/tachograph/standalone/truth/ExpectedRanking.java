package io.tachograph.standalone.truth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tachograph.schemas.avro.Origin;
import io.tachograph.schemas.avro.Outcome;
import io.tachograph.schemas.avro.RequestTiming;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What the last ranking of the probes must say: values from sorted lists, places from the intervals alone. */
final class ExpectedRanking {
    private static final double HALF_BUCKET = 0.0109;
    private static final int END_MINUTE = AlertScenario.PROBED_MINUTES - 1;

    private static final long WINDOW_SECONDS = 10;

    /** Requests of the hour before its end, but cancelled ones, by model. */
    private final Map<String, List<RequestTiming>> byModel = new TreeMap<>();

    /** Starts of the windows in which any request was sent, cancelled ones too, by model; seconds since the epoch. */
    private final Map<String, TreeSet<Long>> windowsOf = new TreeMap<>();

    ExpectedRanking(List<RequestTiming> requests) {
        long end = AlertScenario.PROBES_FROM + END_MINUTE * AlertScenario.MINUTE;
        for (RequestTiming request : requests) {
            long sent = request.getSentAtMicros() / 1_000;
            if (request.getOrigin() != Origin.PROBE || sent < end - 60 * AlertScenario.MINUTE || sent >= end) {
                continue;
            }
            windowsOf
                    .computeIfAbsent(request.getModel(), model -> new TreeSet<>())
                    .add(sent / 1_000 / WINDOW_SECONDS * WINDOW_SECONDS);
            if (request.getOutcome() != Outcome.CANCELLED) {
                byModel.computeIfAbsent(request.getModel(), model -> new ArrayList<>())
                        .add(request);
            }
        }
    }

    void assertSame(StoredResults stored) throws SQLException {
        assertLatencies(stored, "p50", 0.5, 60);
        assertLatencies(stored, "p95", 0.95, 590);
        Map<String, Map<String, @Nullable Object>> errors = ranking(stored, "error_rate", "value");
        Map<String, Map<String, @Nullable Object>> throughput = ranking(stored, "output_throughput", "value");
        byModel.forEach((model, requests) -> {
            long failed = (long) requests.size() - successes(requests).size();
            double share = (double) failed / requests.size();
            long tokens = successes(requests).stream()
                    .mapToLong(RequestTiming::getOutputTokens)
                    .sum();
            assertThat(number(errors.get(model), "value")).isEqualTo(share);
            assertThat(errors.get(model)).containsEntry("sample_size", (long) requests.size());
            assertThat(number(throughput.get(model), "value"))
                    .isCloseTo((double) tokens / measuredSeconds(model), within(1e-9));
        });
        assertPlaces(errors, false);
        assertPlaces(throughput, true);
    }

    /** From the start of the first window with a request to the end of the last. */
    private long measuredSeconds(String model) {
        TreeSet<Long> windows = Objects.requireNonNull(windowsOf.get(model));
        return windows.last() + WINDOW_SECONDS - windows.first();
    }

    private void assertLatencies(StoredResults stored, String statistic, double q, long minimum) throws SQLException {
        Map<String, Map<String, @Nullable Object>> rows = ranking(stored, "ttft", statistic);
        byModel.forEach((model, requests) -> {
            List<Double> values = new ArrayList<>();
            successes(requests).forEach(request -> values.add(request.getFirstTokenNanos() / 1e9));
            Collections.sort(values);
            Map<String, @Nullable Object> row = rows.get(model);
            String what = model + " " + statistic;
            double exact = ExpectedRegressions.nearestRank(values, q);
            assertThat(row)
                    .as(what)
                    .containsEntry("sample_size", (long) values.size())
                    .containsEntry("sample_minimum", minimum)
                    .containsEntry("stale", false);
            assertThat(number(row, "value")).as(what).isCloseTo(exact, within(exact * HALF_BUCKET));
            double mean = values.stream().mapToDouble(value -> value).average().orElseThrow();
            assertThat(number(row, "mean")).as(what).isCloseTo(mean, within(1e-9));
            double share = 1 - successes(requests).size() / (double) requests.size();
            assertThat(number(row, "error_rate")).as(what).isCloseTo(share, within(1e-12));
            if (values.size() < minimum) {
                assertThat(row).as(what).containsEntry("rank", null).containsEntry("value_low", null);
            } else {
                assertThat(number(row, "value"))
                        .as(what)
                        .isBetween(number(row, "value_low"), number(row, "value_high"));
            }
        });
        assertThat(rows.values().stream().filter(row -> row.get("rank") == null))
                .as("one model was silent for too long to have a p95")
                .hasSize(statistic.equals("p95") ? 1 : 0);
        assertPlaces(rows, false);
        if (statistic.equals("p50")) {
            assertWidth(Objects.requireNonNull(rows.get("cygnus-70b")));
        }
    }

    /**
     * Where requests do not depend on each other, the interval of a median is that of the order statistics around it.
     * The stored one may not be much narrower; it is wider by half a bucket each way and because few chunks of time say
     * little about how much they differ.
     */
    private void assertWidth(Map<String, @Nullable Object> row) {
        List<Double> values = new ArrayList<>();
        successes(byModel.getOrDefault("cygnus-70b", List.of()))
                .forEach(request -> values.add(request.getFirstTokenNanos() / 1e9));
        double reach = 0.98 / Math.sqrt(values.size());
        double width = Math.log(ExpectedRegressions.nearestRank(values, 0.5 + reach)
                / ExpectedRegressions.nearestRank(values, 0.5 - reach));
        double stored = Math.log(number(row, "value_high") / number(row, "value_low")) - 2 * Math.log(1 + HALF_BUCKET);
        assertThat(stored / width).isBetween(0.4, 4.0);
    }

    /** From intervals to ranks, group by group: a second computation. */
    private static void assertPlaces(Map<String, Map<String, @Nullable Object>> rows, boolean higherIsBetter) {
        List<Map<String, @Nullable Object>> ranked = new ArrayList<>(rows.values());
        ranked.removeIf(row -> row.get("rank") == null);
        for (Map<String, @Nullable Object> row : ranked) {
            long better = ranked.stream()
                    .filter(other -> isBetter(other, row, higherIsBetter))
                    .count();
            long worse = ranked.stream()
                    .filter(other -> isBetter(row, other, higherIsBetter))
                    .count();
            assertThat(row)
                    .containsEntry("rank", (int) better + 1)
                    .containsEntry("rank_best", (int) better + 1)
                    .containsEntry("rank_worst", (int) (ranked.size() - worse));
            for (Map<String, @Nullable Object> other : ranked) {
                if (!isBetter(other, row, higherIsBetter) && !isBetter(row, other, higherIsBetter)) {
                    assertThat(row).containsEntry("tie_group", other.get("tie_group"));
                }
            }
        }
    }

    private static boolean isBetter(
            Map<String, @Nullable Object> a, Map<String, @Nullable Object> b, boolean higherIsBetter) {
        return higherIsBetter
                ? number(a, "value_low") > number(b, "value_high")
                : number(a, "value_high") < number(b, "value_low");
    }

    private Map<String, Map<String, @Nullable Object>> ranking(StoredResults stored, String metric, String statistic)
            throws SQLException {
        Map<String, Map<String, @Nullable Object>> rows = stored.ranking(metric, statistic, END_MINUTE);
        assertThat(rows.keySet()).as(metric + " " + statistic).isEqualTo(byModel.keySet());
        return rows;
    }

    private static List<RequestTiming> successes(List<RequestTiming> requests) {
        return requests.stream()
                .filter(request -> request.getOutcome() == Outcome.OK)
                .toList();
    }

    private static double number(@Nullable Map<String, @Nullable Object> row, String column) {
        Object value = row == null ? null : row.get(column);
        assertThat(value).as(column).isNotNull();
        return (Double) value;
    }
}
