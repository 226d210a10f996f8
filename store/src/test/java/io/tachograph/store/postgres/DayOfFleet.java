package io.tachograph.store.postgres;

import io.tachograph.store.RequestWindowRow;
import io.tachograph.store.Resolution;
import io.tachograph.store.Series;
import io.tachograph.store.StoredSlo;
import io.tachograph.store.StoredSloCounts;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * A day of a small fleet in every table that boards read: requests of two models and two versions, their GPUs, engines,
 * rankings, alerts, comparisons and deploys. It ends at a full hour; of the last one there are windows of 10 s.
 */
final class DayOfFleet {
    private static final StoredSlo INTERACTIVE = new StoredSlo("interactive", 0.8, null, null);
    private static final int HOURS = 24;

    private final Instant end = Instant.now().truncatedTo(ChronoUnit.HOURS);
    private final Random random = new Random(20);

    Instant end() {
        return end;
    }

    Instant start() {
        return end.minus(HOURS, ChronoUnit.HOURS);
    }

    void write(TestDatabase database) throws SQLException {
        try (PostgresStore store = PostgresStore.open(database.config());
                StoreWriter<RequestWindowRow> windows = store.requestWindowWriter();
                var rankings = store.rankingWriter()) {
            List<RequestWindowRow> rows = requests();
            for (int at = 0; at < rows.size(); at += 2_000) {
                windows.write(rows.subList(at, Math.min(rows.size(), at + 2_000)));
            }
            rankings.write(List.of(RankingOf.metric("ttft")
                    .end(end)
                    .entry(1, "llama", 0.3, 0.4, 900)
                    .entry(2, "qwen", 0.5, 0.6, 900)
                    .row()));
        }
        devices(database);
        happenings(database);
        loadTests(database);
    }

    private List<RequestWindowRow> requests() {
        List<RequestWindowRow> rows = new ArrayList<>();
        for (String model : List.of("llama", "qwen")) {
            for (String version : List.of("0.9.1", "0.9.2")) {
                Series series =
                        new Series("de-vllm-" + model, "de", "vllm", model, version, "acme", "probe", "short", true);
                for (Resolution resolution :
                        List.of(Resolution.TEN_SECONDS, Resolution.ONE_MINUTE, Resolution.ONE_HOUR)) {
                    Instant from = resolution == Resolution.TEN_SECONDS ? end.minus(1, ChronoUnit.HOURS) : start();
                    for (Instant at = from; at.isBefore(end); at = at.plus(resolution.length())) {
                        rows.add(window(series, resolution, at));
                    }
                }
            }
        }
        return rows;
    }

    private RequestWindowRow window(Series series, Resolution resolution, Instant at) {
        double ttft = 0.3 + random.nextDouble();
        return WindowOf.series(series)
                .resolution(resolution)
                .start(at)
                .complete()
                .requests(4)
                .outcomes(Map.of("ok", 3L, "timeout", 1L))
                .latency("ttft", ttft, ttft, ttft / 2)
                .latency("tpot", 0.01, 0.02, 0.03)
                .latency("icl", 0.01, 0.02, 0.03)
                .latency("e2e", ttft + 1, ttft + 2, ttft + 3)
                .slo(INTERACTIVE, new StoredSloCounts(4, ttft < 0.8 ? 3 : 1, ttft < 0.8 ? 3L : 1L, null, null))
                .row();
    }

    private void devices(TestDatabase database) throws SQLException {
        for (Resolution resolution : List.of(Resolution.TEN_SECONDS, Resolution.ONE_MINUTE)) {
            Duration length = resolution.length();
            String times = " FROM generate_series(timestamptz '"
                    + (resolution == Resolution.TEN_SECONDS ? end.minus(1, ChronoUnit.HOURS) : start())
                    + "', timestamptz '"
                    + end.minus(length) + "', interval '" + length.toSeconds() + " s') AS t, ";
            String table = resolution == Resolution.TEN_SECONDS ? "10s" : "1m";
            database.execute("INSERT INTO tachograph.gpu_window_" + table
                    + " (gpu, window_start, epoch, revision, complete,"
                    + " samples, node, name, gpu_index, covered_seconds, energy_joules, energy_seconds, energy_source,"
                    + " power_watts_mean, power_watts_max, utilization_mean, memory_used_bytes_mean, memory_total_bytes,"
                    + " temperature_celsius_mean, temperature_celsius_max, sm_clock_mhz_mean, throttled_share)"
                    + " SELECT 'GPU-' || g, t, 1, 1, true, 10, 'node-1', 'H200', g, " + length.toSeconds() + ", 500 * "
                    + length.toSeconds() + ", " + length.toSeconds()
                    + ", 'counter', 500, 650, 0.8, 1e9, 2000000000, 60, 71,"
                    + " 1700, 0.1" + times + "generate_series(0, 1) AS g");
            database.execute("INSERT INTO tachograph.engine_window_" + table
                    + " (target, window_start, epoch, revision,"
                    + " complete, samples, engine, engine_version, covered_seconds, counted_seconds, running_mean,"
                    + " waiting_mean, kv_cache_usage_mean, kv_cache_usage_max, generation_tokens)"
                    + " SELECT m, t, 1, 1, true, 10, 'vllm', '0.9.2', " + length.toSeconds() + ", " + length.toSeconds()
                    + ", 3, 1, 0.5, 0.7, 900" + times + "unnest(ARRAY['de-vllm-llama', 'de-vllm-qwen']) AS m");
        }
        database.execute(
                "INSERT INTO tachograph.gpu_assignment SELECT 'GPU-' || g, (ARRAY['de-vllm-llama', 'de-vllm-qwen'])[g + 1],"
                        + " '" + start().minusSeconds(60)
                        + "', NULL, now(), 'config', 'by hand' FROM generate_series(0, 1) AS g");
    }

    private void happenings(TestDatabase database) throws SQLException {
        Instant noon = end.minus(30, ChronoUnit.MINUTES);
        database.execute("INSERT INTO tachograph.event VALUES ('deploy', 'de-vllm-llama', '" + noon
                + "', NULL, 'to 0.9.2', '{vllm}')");
        database.execute(
                "INSERT INTO tachograph.alert (alert_key, since, kind, severity, target, cluster, framework, model, slo,"
                        + " state, evaluated_at, threshold, unit, events, enough_evidence, summary) VALUES ('k', '"
                        + noon
                        + "', 'burn_rate', 'page', 'de-vllm-llama', 'de', 'vllm', 'llama', 'interactive', 'firing', '"
                        + noon
                        + "', 14.4, 'burn rate', 9, true, 'the budget burns')");
        database.execute("INSERT INTO tachograph.regression (comparison_key, target, cluster, framework, model, origin,"
                + " prompt_band, streamed, metric, statistic, old_version, new_version, evaluated_at, old_value, new_value,"
                + " old_sample_size, new_sample_size, old_blocks, new_blocks, ratio, ratio_low, ratio_high, minimum_effect,"
                + " verdict) VALUES ('k', 'de-vllm-llama', 'de', 'vllm', 'llama', 'probe', 'short', true, 'ttft', 'p50',"
                + " '0.9.1', '0.9.2', '" + end.minus(5, ChronoUnit.MINUTES)
                + "', 0.3, 0.4, 900, 900, 30, 30, 1.33, 1.2, 1.5, 0.05, 'worse')");
    }

    /** One an hour, against each target in turn; the last began ten minutes before the end. */
    private void loadTests(TestDatabase database) throws SQLException {
        database.execute(
                "INSERT INTO tachograph.load_test (run, label, target, model, engine_version, arrivals, workload, started_at,"
                        + " asserted_at, measured_seconds, offered, ok, failed, request_throughput, output_throughput,"
                        + " ttft_p50_seconds, ttft_p99_seconds, tpot_p50_seconds, tpot_p99_seconds, e2e_p50_seconds,"
                        + " e2e_p99_seconds, attainment, client_bound, partial)"
                        + " SELECT 'nightly-' || h, 'nightly', 'de-vllm-' || model, model, '0.9.2', 'poisson 10/s', 'chat',"
                        + " timestamptz '" + end.minus(10, ChronoUnit.MINUTES)
                        + "' - h * interval '1 hour', now(), 60, 600,"
                        + " 590, 10, 9.8, 1200, 0.2, 0.9, 0.01, 0.03, 2, 5, 0.97, h = 3, false"
                        + " FROM generate_series(0, 22) AS h, LATERAL (SELECT (ARRAY['llama', 'qwen'])[h % 2 + 1] AS model) AS m");
    }
}
