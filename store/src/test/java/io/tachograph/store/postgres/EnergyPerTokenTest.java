package io.tachograph.store.postgres;

import static io.tachograph.store.postgres.SampleRows.assignment;
import static io.tachograph.store.postgres.SampleRows.complete;
import static io.tachograph.store.postgres.SampleRows.engine;
import static io.tachograph.store.postgres.SampleRows.gpu;
import static io.tachograph.store.postgres.WindowOf.NOON;
import static io.tachograph.store.postgres.WindowOf.target;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tachograph.store.EngineWindowRow;
import io.tachograph.store.GpuAssignmentRow;
import io.tachograph.store.GpuWindowRow;
import io.tachograph.store.RequestWindowRow;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(OnEmbeddedPostgres.class)
class EnergyPerTokenTest {
    private final TestDatabase database;
    private final PostgresStore store;
    private final List<GpuWindowRow> gpus = new ArrayList<>();
    private final List<RequestWindowRow> requests = new ArrayList<>();
    private final List<EngineWindowRow> engines = new ArrayList<>();
    private final List<GpuAssignmentRow> assignments = new ArrayList<>();

    EnergyPerTokenTest(TestDatabase database) {
        this.database = database;
        this.store = PostgresStore.open(database.config());
    }

    @AfterEach
    void close() {
        store.close();
    }

    private static Instant window(int number) {
        return NOON.plusSeconds(10L * number);
    }

    private void tokens(String target, int window, long tokens) {
        requests.add(target(target)
                .start(window(window))
                .outputTokens(tokens)
                .complete()
                .row());
    }

    private void joules(String gpu, int window, double joules) {
        gpus.add(gpu(gpu, complete(window(window)), joules, 10));
    }

    /** Reason, joules per token, and what the valid windows add up to, per target of the minute from noon. */
    private List<String> minute() throws SQLException {
        return query("target, reason, joules_per_token, valid_windows || '/' || windows, valid_energy_joules", "");
    }

    private List<String> query(String columns, String arguments) throws SQLException {
        try (StoreWriter<GpuWindowRow> gpuWindows = store.gpuWindowWriter();
                StoreWriter<RequestWindowRow> requestWindows = store.requestWindowWriter();
                StoreWriter<EngineWindowRow> engineWindows = store.engineWindowWriter();
                StoreWriter<GpuAssignmentRow> gpuAssignments = store.gpuAssignmentWriter()) {
            gpuWindows.write(gpus);
            requestWindows.write(requests);
            engineWindows.write(engines);
            gpuAssignments.write(assignments);
        }
        return database.query("SELECT " + columns + " FROM tachograph.energy_per_token('" + NOON + "', '"
                + NOON.plusSeconds(60) + "'" + arguments + ")");
    }

    @Test
    void everyGpuOfTheTarget_countsAndNoOther() throws SQLException {
        assignments.add(assignment("g1", "a", NOON.minusSeconds(5), null, 1));
        assignments.add(assignment("g2", "a", NOON.minusSeconds(5), null, 1));
        assignments.add(assignment("g3", "b", NOON.minusSeconds(5), null, 1));
        for (int i = -1; i < 7; i++) {
            joules("g1", i, 1_000);
            joules("g2", i, 500);
            joules("g3", i, 100);
            tokens("a", i, 300);
        }

        assertThat(minute()).containsExactly("a|null|5|6/6|9000", "b|no tokens|null|6/6|600");
    }

    @Test
    void assignmentThatNobodySaysAgain_lastsUntilItExpires_andGoesOnWhenItIsSaidAgain() throws SQLException {
        // Given a run that was last heard of in the third window, and another on the same GPU two windows later
        assignments.add(expiring("a", NOON.minusSeconds(60), window(3), 1));
        assignments.add(expiring("b", window(5), window(60), 2));
        for (int i = 0; i < 6; i++) {
            joules("g", i, 100);
            tokens("a", i, 10);
        }
        assertThat(minute()).containsExactly("a|no assignment|null|3/6|300", "b|no tokens|null|1/1|100");

        // When its agent is back
        assignments.add(expiring("a", NOON.minusSeconds(60), window(5), 3));
        assertThat(minute()).containsExactly("a|no assignment|null|5/6|500", "b|no tokens|null|1/1|100");
    }

    private static GpuAssignmentRow expiring(String target, Instant from, Instant expires, long assertedAt) {
        return new GpuAssignmentRow("g", target, from, null, Instant.ofEpochSecond(assertedAt), "docker", "", expires);
    }

    @Test
    void fault_hasItsReasonAndLeavesTheOtherWindowsTheirFigures() throws SQLException {
        // Given one target per fault, in the second window, and none in the others
        for (String name : List.of("free", "shared", "changed", "gap", "missing", "open")) {
            Instant from = name.equals("free") ? window(2) : NOON.minusSeconds(60);
            assignments.add(assignment(
                    "g " + name, name, from, name.equals("changed") ? window(2).minusSeconds(1) : null, 1));
            for (int i = 0; i < 6; i++) {
                tokens(name, i, 10);
                if (i != 1) {
                    joules("g " + name, i, 100);
                }
            }
        }
        assignments.add(assignment("g shared", "guest", window(1), window(2), 1));
        assignments.add(assignment("g changed", "changed", window(2), null, 1));
        for (String name : List.of("free", "shared", "changed", "open")) {
            joules("g " + name, 1, 100);
        }
        gpus.add(gpu("g gap", complete(window(1)), 60.0, 6.5));
        requests.add(
                target("open").start(window(1)).outputTokens(11).requests(11).row());
        requests.removeIf(
                row -> row.series().target().equals("open") && row.windowStart().equals(window(1)) && row.complete());

        assertThat(minute())
                .containsExactlyInAnyOrder(
                        "free|no assignment|null|4/6|400",
                        "shared|GPU shared|null|5/6|500",
                        "guest|GPU shared|null|0/1|null",
                        "changed|assignment changed|null|5/6|500",
                        "gap|gap in samples|null|5/6|500",
                        "missing|gap in samples|null|5/6|500",
                        "open|not complete|null|5/6|500");
    }

    @Test
    void assignmentRenewedWithoutAPause_isWhole() throws SQLException {
        assignments.add(assignment("g", "a", NOON.minusSeconds(60), NOON.plusSeconds(13), 1));
        assignments.add(assignment("g", "a", NOON.plusSeconds(13), null, 1));
        for (int i = 0; i < 6; i++) {
            joules("g", i, 100);
            tokens("a", i, 10);
        }

        assertThat(minute()).containsExactly("a|null|10|6/6|600");
    }

    @Test
    void steps_areJudgedEachByItself() throws SQLException {
        assignments.add(assignment("g", "a", NOON, null, 1));
        for (int i = 0; i < 6; i++) {
            if (i != 4) {
                joules("g", i, 100 * (i + 1));
            }
            tokens("a", i, 10);
            engines.add(engine("a", complete(window(i)), i == 1 ? null : 20.0));
        }

        assertThat(query(
                        "step_start = '" + NOON + "'::timestamptz + interval '20 s' * (row_number() OVER () - 1),"
                                + " reason, joules_per_token, generated_tokens, joules_per_generated_token",
                        ", '20 s', ARRAY['a']"))
                .containsExactly("t|null|15|null|null", "t|null|35|40|17.5", "t|gap in samples|null|40|null");
    }

    @Test
    void randomFleet_agreesWithASumByHand() throws SQLException {
        // Given: targets with one to three GPUs each, random energy and tokens
        Random random = new Random(11);
        double[] joules = new double[8];
        long[] tokens = new long[8];
        for (int t = 0; t < 8; t++) {
            for (int g = 0; g <= random.nextInt(3); g++) {
                String gpu = "GPU-" + t + "-" + g;
                assignments.add(assignment(gpu, "t" + t, NOON.minusSeconds(random.nextInt(1_000)), null, 1));
                for (int i = 0; i < 6; i++) {
                    double used = 1_000 * random.nextDouble();
                    joules[t] += used;
                    joules(gpu, i, used);
                }
            }
            for (int i = 0; i < 6; i++) {
                long some = random.nextInt(500);
                tokens[t] += some;
                tokens("t" + t, i, some);
            }
        }

        List<String> rows = query("joules_per_token", "");

        assertThat(rows).hasSize(8);
        for (int t = 0; t < 8; t++) {
            assertThat(Double.parseDouble(rows.get(t))).isCloseTo(joules[t] / tokens[t], within(1e-9));
        }
    }
}
