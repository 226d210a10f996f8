package io.tachograph.store.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.tachograph.store.RequestWindowRow;
import io.tachograph.store.Resolution;
import io.tachograph.store.Series;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The joins of {@code docs/sql.md} over a fleet of four targets of one model and one of another, of which the third has a
 * hot GPU, an older driver and an image that fails.
 */
@ExtendWith(OnEmbeddedPostgres.class)
class SqlJoinsTest {
    private static final int TARGETS = 4;
    private static final int SLOW = 3;

    private final Instant minute = Instant.now().truncatedTo(ChronoUnit.HOURS).minus(2, ChronoUnit.HOURS);

    @Test
    void joinsOfThePage_answerWhatTheyAreSaidTo(TestDatabase database) throws SQLException, IOException {
        write(database);
        String page = Files.readString(Path.of("../docs/sql.md"));
        List<String> joins = Pattern.compile("```sql\n(.*?);\n```", Pattern.DOTALL)
                .matcher(page.substring(page.indexOf("## Joins"), page.indexOf("## Roles")))
                .results()
                .map(join -> join.group(1))
                .toList();
        assertThat(joins).hasSize(4);

        assertThat(database.query(
                        "SELECT gpu, target, slowness > 1.9, round(clock::numeric, 2), throttled, celsius FROM ("
                                + joins.get(0) + ") j LIMIT 1"))
                .containsExactly("GPU-3|t3|t|0.70|0.9|91");
        // 300 tokens for 1,000 J, and of the other model for 500 J.
        assertThat(database.query("SELECT model, tokens_per_joule, trusted = 1 FROM (" + joins.get(1) + ") j"))
                .containsExactly("other|0.6|t", "llama|0.3|t");
        assertThat(database.query("SELECT image, requests, round(error_rate, 3) FROM (" + joins.get(2) + ") j"))
                .containsExactly("vllm:bad|10|0.444", "vllm:good|40|0.000");
        assertThat(database.query("SELECT driver_version, n, ttft_p95 > 0.7 FROM (" + joins.get(3) + ") j"))
                .containsExactly("550|5|t", "580|40|f");
    }

    private void write(TestDatabase database) throws SQLException {
        List<RequestWindowRow> rows = new ArrayList<>();
        for (int t = 0; t <= TARGETS; t++) {
            boolean slow = t == SLOW;
            String model = t == TARGETS ? "other" : "llama";
            for (Resolution resolution : List.of(Resolution.TEN_SECONDS, Resolution.ONE_MINUTE)) {
                rows.add(WindowOf.series(new Series("t" + t, "de", "vllm", model, "1", "", "probe", "short", true))
                        .resolution(resolution)
                        .start(minute)
                        .complete()
                        .requests(10)
                        .outputTokens(300)
                        .outcomes(slow ? Map.of("ok", 5L, "http_error", 4L, "cancelled", 1L) : Map.of("ok", 10L))
                        .latency("ttft", Histograms.of(repeated(slow ? 0.8 : 0.4, slow ? 5 : 10)))
                        .latency("tpot", Histograms.of(repeated(slow ? 0.04 : 0.02, slow ? 5 : 10)))
                        .row());
            }
        }
        try (PostgresStore store = PostgresStore.open(database.config());
                StoreWriter<RequestWindowRow> windows = store.requestWindowWriter()) {
            windows.write(rows);
        }
        for (int t = 0; t <= TARGETS; t++) {
            boolean slow = t == SLOW;
            database.execute(
                    "INSERT INTO tachograph.target (target, model, cluster, framework, api, tenant, url, probed,"
                            + " labels, agent, asserted_at) VALUES ('t" + t + "', '"
                            + (t == TARGETS ? "other" : "llama")
                            + "', 'de', 'vllm', 'openai-chat', '', '', true, '{}', 'a', now())");
            database.execute(
                    "INSERT INTO tachograph.gpu_assignment (gpu, target, valid_from, asserted_at, source, reason,"
                            + " expires_at) VALUES ('GPU-" + t + "', 't" + t + "', '" + minute
                            + "', now(), 'docker', '', '"
                            + minute.plusSeconds(60) + "')");
            database.execute(
                    "INSERT INTO tachograph.gpu_window_1m (gpu, window_start, epoch, revision, complete, samples,"
                            + " node, name, covered_seconds, energy_joules, energy_seconds, sm_clock_mhz_mean, throttled_share,"
                            + " temperature_celsius_mean, driver_version) VALUES ('GPU-" + t + "', '" + minute
                            + "', 0, 0, true, 60, 'node', 'H100', 60, " + (t == TARGETS ? 500 : 1_000) + ", 60, "
                            + (slow ? "1386, 0.9, 91, '550'" : "1980, 0, 60, '580'") + ")");
            database.execute("INSERT INTO tachograph.container_window_1m (container, window_start, epoch, revision,"
                    + " complete, samples, name, node, image, image_id, target, covered_seconds) VALUES ('c" + t
                    + "', '"
                    + minute + "', 0, 0, true, 6, '', '', '" + (slow ? "vllm:bad" : "vllm:good") + "', '', 't" + t
                    + "', 60)");
        }
    }

    private static double[] repeated(double value, int times) {
        double[] values = new double[times];
        Arrays.fill(values, value);
        return values;
    }
}
