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
import io.tachograph.store.WindowStamp;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
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
