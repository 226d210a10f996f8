package io.tachograph.store.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tachograph.store.RegressionRow;
import io.tachograph.store.RegressionRow.Side;
import io.tachograph.store.RegressionRow.Verdict;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(OnEmbeddedPostgres.class)
class PostgresRegressionWriterTest {
    private final TestDatabase database;
    private final PostgresStore store;
    private final StoreWriter<RegressionRow> writer;

    PostgresRegressionWriterTest(TestDatabase database) {
        this.database = database;
        this.store = PostgresStore.open(database.config());
        this.writer = store.regressionWriter();
    }

    @AfterEach
    void close() {
        writer.close();
        store.close();
    }

    private static RegressionRow row(String newVersion, int minute, double ratio, Verdict verdict) {
        return row("eu-vllm-atlas", newVersion, minute, ratio, verdict);
    }

    private static RegressionRow row(String target, String newVersion, int minute, double ratio, Verdict verdict) {
        return new RegressionRow(
                target,
                "eu",
                "vllm",
                "atlas",
                "probe",
                "short",
                true,
                "ttft",
                "p95",
                "0.8.5",
                newVersion,
                WindowOf.NOON.plusSeconds(60L * minute),
                new Side(0.25, 700, 12),
                new Side(0.25 * ratio, 650, 11),
                ratio,
                ratio - 0.125,
                ratio + 0.125,
                0.05,
                verdict);
    }

    @Test
    void comparison_isStoredWhole() throws SQLException {
        writer.write(List.of(row("0.9.2", 1, 1.5, Verdict.WORSE)));

        assertThat(database.query("SELECT target, cluster, framework, model, origin, prompt_band, streamed, metric,"
                        + " statistic, old_version, new_version, evaluated_at AT TIME ZONE 'UTC', old_value, new_value,"
                        + " old_sample_size, new_sample_size, old_blocks, new_blocks, ratio, ratio_low, ratio_high,"
                        + " minimum_effect, verdict FROM tachograph.regression"))
                .containsExactly("eu-vllm-atlas|eu|vllm|atlas|probe|short|t|ttft|p95|0.8.5|0.9.2|2026-03-04 12:01:00"
                        + "|0.25|0.375|700|650|12|11|1.5|1.375|1.625|0.05|worse");
    }

    @Test
    void comparisonWithoutInterval_isStoredAsInsufficient() throws SQLException {
        writer.write(List.of(new RegressionRow(
                "t",
                "",
                "",
                "m",
                "probe",
                "short",
                false,
                "e2e",
                "p50",
                "",
                "2",
                WindowOf.NOON,
                new Side(null, 0, 0),
                new Side(0.5, 3, 1),
                null,
                null,
                null,
                0.05,
                Verdict.INSUFFICIENT_DATA)));

        assertThat(database.query("SELECT old_value, new_value, ratio, verdict FROM tachograph.regression"))
                .containsExactly("null|0.5|null|insufficient_data");
    }

    @Test
    void laterEvaluation_replacesTheEarlierInAnyOrder() throws SQLException {
        writer.write(List.of(row("0.9.2", 5, 1.5, Verdict.WORSE), row("0.9.2", 3, 1, Verdict.NO_EVIDENCE)));
        writer.write(List.of(row("0.9.2", 4, 1, Verdict.NO_EVIDENCE), row("0.9.3", 4, 0.5, Verdict.BETTER)));

        assertThat(database.query("SELECT new_version, ratio, verdict FROM tachograph.regression ORDER BY 1"))
                .containsExactly("0.9.2|1.5|worse", "0.9.3|0.5|better");
    }

    @Test
    void slugOf10Kilobytes_isStoredNonetheless() throws SQLException {
        writer.write(List.of(row("x".repeat(10_000), "0.9.2", 1, 1.5, Verdict.WORSE)));

        assertThat(database.query("SELECT length(target) FROM tachograph.regression"))
                .containsExactly("10000");
    }

    @Test
    void verdictWithoutInterval_isNoRow() {
        assertThatThrownBy(() -> new RegressionRow(
                        "t",
                        "",
                        "",
                        "m",
                        "probe",
                        "short",
                        false,
                        "e2e",
                        "p50",
                        "1",
                        "2",
                        WindowOf.NOON,
                        new Side(1.0, 100, 9),
                        new Side(2.0, 100, 9),
                        2.0,
                        null,
                        null,
                        0.05,
                        Verdict.WORSE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("without an interval");
    }
}
