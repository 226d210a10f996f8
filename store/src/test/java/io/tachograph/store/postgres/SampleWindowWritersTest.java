package io.tachograph.store.postgres;

import static io.tachograph.store.postgres.SampleRows.assignment;
import static io.tachograph.store.postgres.SampleRows.engine;
import static io.tachograph.store.postgres.SampleRows.gpu;
import static io.tachograph.store.postgres.SampleRows.histogram;
import static io.tachograph.store.postgres.SampleRows.stamp;
import static io.tachograph.store.postgres.WindowOf.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.tachograph.store.EngineWindowRow;
import io.tachograph.store.GpuAssignmentRow;
import io.tachograph.store.GpuWindowRow;
import io.tachograph.store.InventoryRow;
import io.tachograph.store.InventoryTable;
import io.tachograph.store.WindowStamp;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(OnEmbeddedPostgres.class)
class SampleWindowWritersTest {
    private final TestDatabase database;
    private final PostgresStore store;

    SampleWindowWritersTest(TestDatabase database) {
        this.database = database;
        this.store = PostgresStore.open(database.config());
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void rowsInAnyOrderAndBatches_leaveTheNewestByEpochSamplesCompleteRevision() throws SQLException {
        // Given emissions of one window, the last of which knows most
        List<WindowStamp> stamps = List.of(
                stamp(NOON, 1, 3, false, 9),
                stamp(NOON, 1, 10, false, 0),
                stamp(NOON, 1, 10, true, 1),
                stamp(NOON, 2, 4, false, 0),
                stamp(NOON, 2, 4, false, 2));
        for (int seed = 0; seed < 10; seed++) {
            List<GpuWindowRow> rows = new ArrayList<>();
            for (int i = 0; i < stamps.size(); i++) {
                rows.add(gpu("GPU-" + seed, stamps.get(i), 100.0 * (i + 1), 10));
            }
            Collections.shuffle(rows, new Random(seed));

            try (StoreWriter<GpuWindowRow> writer = store.gpuWindowWriter()) {
                writer.write(rows.subList(0, 2));
                writer.write(rows.subList(2, 5));
            }

            assertThat(database.query("SELECT epoch, samples, complete, revision, energy_joules, power_watts_mean"
                            + " FROM tachograph.gpu_window_10s WHERE gpu = 'GPU-" + seed + "'"))
                    .containsExactly("2|4|f|2|500|50");
        }
    }

    @Test
    void histograms_areThoseOfTheRowThatIsThere() throws SQLException {
        try (StoreWriter<EngineWindowRow> writer = store.engineWindowWriter()) {
            writer.write(List.of(
                    engine("a", stamp(NOON, 1, 2, false, 0), 5.0, histogram("ttft", 1, 0), histogram("gone", 1, 1)),
                    engine("b", stamp(NOON, 1, 2, false, 0), 7.0, histogram("ttft", 4, 4))));
            writer.write(List.of(engine("a", stamp(NOON, 1, 2, true, 1), 5.0, histogram("ttft", 2, 3, 4))));
            writer.write(List.of(engine("a", stamp(NOON, 1, 1, true, 7), 1.0, histogram("late", 1, 1))));
        }

        assertThat(
                        database.query(
                                "SELECT target, h.* FROM tachograph.engine_window_10s, unnest(histograms) h ORDER BY target, metric"))
                .containsExactly("a|ttft|0|9|1.25|{1,2}|{2,3,4}", "b|ttft|0|8|1.25|{1}|{4,4}");
        assertThat(database.query(
                        "SELECT target, generation_tokens, running_mean, waiting_mean, remaining_tokens_max, cost_usd, complete"
                                + " FROM tachograph.engine_window_10s ORDER BY target"))
                .containsExactly("a|5|1.5|null|900|0.25|t", "b|7|1.5|null|900|0.25|f");
    }

    @Test
    void inventory_keepsWhatWasFoundLast_whateverIsWrittenWhen() throws SQLException {
        try (StoreWriter<InventoryRow> writer = store.inventoryWriter()) {
            writer.write(List.of(said("a", "0.30", 10), said("a", "0.31", 20), said("b", "1", 10)));
            writer.write(List.of(said("a", "0.29", 5), happened("deploy", 10), happened("deploy", 20)));
            writer.write(List.of(said("b", "1", 10), happened("deploy", 10)));
        }

        assertThat(database.query("SELECT target, engine_version, models FROM tachograph.engine ORDER BY target"))
                .containsExactly("a|0.31|{m,\"m 2\"}", "b|1|{m,\"m 2\"}");
        assertThat(database.query(
                        "SELECT text, tags, ended_at IS NULL, asserted_at - started_at FROM tachograph.event"))
                .containsExactly("x|{}|t|00:00:20");
    }

    private static InventoryRow said(String target, String version, int second) {
        return new InventoryRow(
                InventoryTable.ENGINE,
                new TreeMap<>(Map.of(
                        "target",
                        target,
                        "engine",
                        "vllm",
                        "engine_version",
                        version,
                        "models",
                        List.of("m", "m 2"),
                        "agent",
                        "agent",
                        "asserted_at",
                        NOON.plusSeconds(second))));
    }

    private static InventoryRow happened(String kind, int second) {
        SortedMap<String, @Nullable Object> values = new TreeMap<>(Map.of(
                "kind",
                kind,
                "subject",
                "a",
                "started_at",
                NOON,
                "text",
                "x",
                "tags",
                List.of(),
                "source",
                "",
                "agent",
                "",
                "asserted_at",
                NOON.plusSeconds(second)));
        values.put("ended_at", null);
        values.put("id", kind + "-1");
        return new InventoryRow(InventoryTable.EVENT, values);
    }

    @Test
    void assignment_endsByALaterAssertionAndNotByAnEarlierOne() throws SQLException {
        try (StoreWriter<GpuAssignmentRow> writer = store.gpuAssignmentWriter()) {
            writer.write(List.of(assignment("g", "a", NOON, NOON.plusSeconds(60), 20)));
            writer.write(List.of(assignment("g", "a", NOON, null, 10)));
            writer.write(List.of(assignment("g", "b", NOON, null, 10)));
        }

        assertThat(database.query("SELECT gpu, target, valid_to - valid_from FROM tachograph.gpu_assignment"
                        + " ORDER BY target"))
                .containsExactly("g|a|00:01:00", "g|b|null");
    }
}
