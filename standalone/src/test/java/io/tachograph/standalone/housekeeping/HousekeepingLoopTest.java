package io.tachograph.standalone.housekeeping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.prometheus.metrics.expositionformats.ExpositionFormats;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.tachograph.store.Housekeeping;
import io.tachograph.store.HousekeepingStep;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

class HousekeepingLoopTest {
    private static final Duration LONG = Duration.ofHours(1);
    private static final Duration SHORT = Duration.ofMillis(5);
    private static final HousekeepingStep NOTHING = step(Map.of(), false);

    private final PrometheusRegistry registry = new PrometheusRegistry();
    private final House house = new House();

    /** Answers each call with what it was told to, then with nothing to do. */
    private static final class House implements Housekeeping {
        private final Queue<Answer> merges = new ArrayDeque<>();
        private final Queue<Answer> deletions = new ArrayDeque<>();
        private final List<String> calls = new CopyOnWriteArrayList<>();

        private interface Answer {
            HousekeepingStep give() throws SQLException;
        }

        @Override
        public HousekeepingStep mergeWindows() throws SQLException {
            calls.add("merge");
            Answer answer = merges.poll();
            return answer == null ? NOTHING : answer.give();
        }

        @Override
        public HousekeepingStep applyRetention() throws SQLException {
            calls.add("delete");
            Answer answer = deletions.poll();
            return answer == null ? NOTHING : answer.give();
        }

        @Override
        public void close() {
            calls.add("close");
        }
    }

    @Test
    void backlog_isWorkedOffAtOnceAndTheTasksTakeTurns() throws IOException {
        // Given much to do, and tasks that are due every hour
        house.merges.add(() -> step(Map.of("1m", 20L, "1h", 2L), true));
        house.merges.add(() -> step(Map.of("1m", 20L), true));
        house.merges.add(() -> step(Map.of("1m", 3L), false));
        house.deletions.add(() -> step(Map.of("ranking", 200L), true));
        house.deletions.add(() -> step(Map.of("ranking", 1L), false));

        try (HousekeepingLoop loop = loop(LONG, LONG)) {
            loop.start();
            await().untilAsserted(() -> assertThat(house.calls).hasSizeGreaterThanOrEqualTo(5));
            await().untilAsserted(() -> assertThat(metrics()).contains("timestamp_seconds{task=\"merge\"}"));
        }

        assertThat(house.calls).containsExactly("merge", "delete", "merge", "delete", "merge", "close");
        assertThat(metrics())
                .contains("tachograph_housekeeping_merged_windows_total{resolution=\"1m\"} 43.0")
                .contains("tachograph_housekeeping_merged_windows_total{resolution=\"1h\"} 2.0")
                .contains("tachograph_housekeeping_deleted_rows_total{table=\"ranking\"} 201.0")
                .contains("tachograph_housekeeping_failures_total{task=\"merge\"} 0.0")
                .contains("tachograph_housekeeping_last_success_timestamp_seconds{task=\"retention\"}");
    }

    @Test
    void failures_areCountedAndEndNeitherTask() throws IOException {
        // Given a database that is away for two calls, and one that answers nonsense
        for (int i = 0; i < 2; i++) {
            house.merges.add(() -> {
                throw new SQLException("away");
            });
        }
        house.merges.add(() -> {
            throw new IllegalStateException();
        });
        house.merges.add(() -> step(Map.of("1m", 7L), false));

        try (HousekeepingLoop loop = loop(SHORT, SHORT)) {
            loop.start();
            await().untilAsserted(() -> assertThat(metrics()).contains("merged_windows_total{resolution=\"1m\"} 7.0"));
        }

        assertThat(metrics())
                .contains("tachograph_housekeeping_failures_total{task=\"merge\"} 3.0")
                .contains("tachograph_housekeeping_failures_total{task=\"retention\"} 0.0")
                .contains("tachograph_housekeeping_last_success_timestamp_seconds{task=\"merge\"}");
    }

    @Test
    void databaseThatStaysAway_isNoSuccess() throws IOException {
        for (int i = 0; i < 1_000; i++) {
            house.deletions.add(() -> {
                throw new SQLException("away");
            });
        }

        try (HousekeepingLoop loop = loop(LONG, SHORT)) {
            loop.start();
            await().untilAsserted(() ->
                    assertThat(house.calls.stream().filter("delete"::equals)).hasSizeGreaterThan(3));
            assertThat(metrics()).doesNotContain("timestamp_seconds{task=\"retention\"}");
        }
    }

    private HousekeepingLoop loop(Duration mergeEvery, Duration deleteEvery) {
        return new HousekeepingLoop(house, new HousekeepingMetrics(registry), mergeEvery, deleteEvery);
    }

    private String metrics() throws IOException {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        ExpositionFormats.init().getPrometheusTextFormatWriter().write(text, registry.scrape());
        return text.toString(StandardCharsets.UTF_8);
    }

    private static HousekeepingStep step(Map<String, Long> done, boolean more) {
        return new HousekeepingStep(new TreeMap<>(done), more);
    }
}
