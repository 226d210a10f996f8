package io.tachograph.store.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.tachograph.store.RequestWindowRow;
import io.tachograph.store.Resolution;
import io.tachograph.store.Series;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Runs every example of {@code docs/sql.md}: those of readers as the reader, the others as the writer or owner. */
@ExtendWith(OnEmbeddedPostgres.class)
class SqlPageTest {
    private static final Pattern EXAMPLE = Pattern.compile("```(sql|postgresql)\n(.*?)```", Pattern.DOTALL);
    private final Instant now = Instant.now();

    @Test
    void everyExampleOfThePage_hasRows(TestDatabase database) throws SQLException, IOException {
        writeTheLastDay(database);
        List<MatchResult> examples = EXAMPLE.matcher(Files.readString(Path.of("../docs/sql.md")))
                .results()
                .toList();
        assertThat(examples).hasSizeGreaterThan(10);
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            for (MatchResult example : examples) {
                boolean reading = example.group(1).equals("sql");
                statement.execute(reading ? "SET ROLE tachograph_reader" : "RESET ROLE");
                assertThat(rows(statement, withoutMacros(example.group(2))))
                        .as(example.group(2))
                        .isPositive();
            }
        }
    }

    /** That the plain SQL of the page decodes rows to what the functions say of them. */
    @Test
    void decodedRows_areTheHistogramsOfTheFunctions(TestDatabase database) throws SQLException, IOException {
        writeTheLastDay(database);
        String decode = EXAMPLE.matcher(Files.readString(Path.of("../docs/sql.md")))
                .results()
                .map(example -> example.group(2))
                .filter(sql -> sql.contains("unnest(coalesce("))
                .findFirst()
                .orElseThrow();

        List<String> decoded = database.query(
                "SELECT i, sum(requests) FROM (" + decode.replace(";", "") + ") d GROUP BY 1 ORDER BY 1");

        assertThat(decoded)
                .hasSize(2)
                .isEqualTo(
                        database.query("SELECT b.i, b.c FROM tachograph.histograms('ttfo', date_trunc('minute', now())"
                                + " - interval '24 h', now()) h, unnest(h.idx, h.cnt) AS b (i, c) ORDER BY 1"));
    }

    private static int rows(Statement statement, String sql) throws SQLException {
        boolean hasRows = statement.execute(sql);
        while (!hasRows && statement.getUpdateCount() >= 0) {
            hasRows = statement.getMoreResults();
        }
        int rows = 0;
        while (hasRows && statement.getResultSet().next()) {
            rows++;
        }
        return rows;
    }

    /** As Grafana would put it for one chosen model. */
    private String withoutMacros(String sql) {
        return sql.replace("$__timeFrom()", "'" + now.minus(1, ChronoUnit.DAYS) + "'")
                .replace("$__timeTo()", "'" + now + "'")
                .replace("$__interval", "5m")
                .replace("${model:sqlstring}", "'llama-3.1-8b'");
    }

    private void writeTheLastDay(TestDatabase database) throws SQLException {
        List<RequestWindowRow> rows = new ArrayList<>();
        for (String version : new String[] {"0.9.1", "0.9.2"}) {
            for (int hour = 1; hour <= 26; hour++) {
                for (Resolution resolution :
                        List.of(Resolution.TEN_SECONDS, Resolution.ONE_MINUTE, Resolution.ONE_HOUR)) {
                    rows.add(WindowOf.series(new Series(
                                    "de-vllm-llama", "de", "vllm", "llama-3.1-8b", version, "", "load", "short", true))
                            .resolution(resolution)
                            .start(now.truncatedTo(ChronoUnit.HOURS).minus(hour, ChronoUnit.HOURS))
                            .complete()
                            .requests(3)
                            .outcomes(Map.of("ok", 2L, "timeout", 1L))
                            .latency("ttft", 0.3, 0.9)
                            .latency("ttfo", 0.3, 0.9)
                            .latency("tpot", 0.01, 0.02)
                            .row());
                }
            }
        }
        try (PostgresStore store = PostgresStore.open(database.config());
                StoreWriter<RequestWindowRow> windows = store.requestWindowWriter();
                var rankings = store.rankingWriter()) {
            windows.write(rows);
            rankings.write(List.of(RankingOf.metric("ttft")
                    .origin("load")
                    .end(now.truncatedTo(ChronoUnit.MINUTES))
                    .entry(1, "llama-3.1-8b", 0.3, 0.6, 100)
                    .row()));
        }
        String yesterday = "date_trunc('day', now(), 'UTC') - interval '24 h', date_trunc('day', now(), 'UTC')";
        database.execute("INSERT INTO tachograph.usage (source, scope, name, model, tenant, window_start, window_end,"
                + " asserted_at, calls, cost_usd, agent) SELECT 'litellm', 'model', '', 'llama-3.1-8b', 'red', "
                + yesterday
                + ", now(), 5, 0.5, ''");
        database.execute(
                "INSERT INTO tachograph.usage_1m (source, scope, name, model, tenant, window_start, window_end,"
                        + " asserted_at, calls, throttled, latency_mean_seconds, agent) SELECT 'cloudwatch us-east-1', 'model', '',"
                        + " 'llama-3.1-8b', '', date_trunc('minute', now()) - interval '3 min', date_trunc('minute', now()) - interval"
                        + " '2 min', now(), 5, 2, 1.5, ''");
        database.execute("INSERT INTO tachograph.score (source, name, type, category, model, tenant, window_start,"
                + " window_end, asserted_at, scores, mean, agent) SELECT 'langfuse', 'trust', 'numeric', '', 'llama-3.1-8b',"
                + " '', " + yesterday + ", now(), 5, 0.7, ''");
        String hour =
                now.truncatedTo(ChronoUnit.HOURS).minus(1, ChronoUnit.HOURS).toString();
        database.execute(
                "INSERT INTO tachograph.target (target, model, cluster, framework, api, tenant, url, probed,"
                        + " labels, agent, asserted_at) VALUES ('de-vllm-llama', 'llama-3.1-8b', '', '', '', '', '', true, '{}', '', now())");
        database.execute("INSERT INTO tachograph.gpu_assignment (gpu, target, valid_from, asserted_at, source, reason)"
                + " VALUES ('GPU-1', 'de-vllm-llama', now() - interval '2 d', now(), 'config', '')");
        database.execute(
                "INSERT INTO tachograph.gpu_window_1m (gpu, window_start, epoch, revision, complete, samples, node,"
                        + " name, covered_seconds, energy_joules, energy_seconds, sm_clock_mhz_mean, driver_version)"
                        + " VALUES ('GPU-1', '" + hour + "', 0, 0, true, 60, '', '', 60, 1000, 60, 1980, '580')");
        database.execute(
                "INSERT INTO tachograph.container_window_1m (container, window_start, epoch, revision, complete,"
                        + " samples, name, node, image, image_id, target, covered_seconds)"
                        + " VALUES ('c', '" + hour + "', 0, 0, true, 6, '', '', 'vllm:1', '', 'de-vllm-llama', 60)");
        database.execute(
                "INSERT INTO tachograph.gpu_window_1m (gpu, window_start, epoch, revision, complete, samples, node,"
                        + " name, covered_seconds, energy_seconds) SELECT 'GPU-2', date_trunc('minute', now()) - interval '1 h', 1, 1,"
                        + " true, 60, 'node-1', '', 60, 60");
        database.execute(
                "INSERT INTO tachograph.engine_window_1m (target, window_start, epoch, revision, complete, samples,"
                        + " engine, engine_version, covered_seconds, counted_seconds) SELECT 'de-vllm-llama',"
                        + " date_trunc('minute', now()) - interval '1 h', 1, 1, true, 6, 'vllm', '0.9.2', 60, 60");
        database.execute("INSERT INTO tachograph.slo (name, ttft_seconds) VALUES ('interactive', 0.8)");
        for (String resolution : List.of("10s", "1m", "1h")) {
            database.execute("UPDATE tachograph.request_window_" + resolution
                    + " SET slos = ARRAY[ROW(id, 3, 1, 1, NULL, NULL)::tachograph.slo_count] FROM tachograph.slo");
        }
    }
}
