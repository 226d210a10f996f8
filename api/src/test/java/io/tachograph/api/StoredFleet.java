package io.tachograph.api;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.tachograph.api.caller.RateLimit;
import io.tachograph.kafka.RecordWriter;
import io.tachograph.live.LiveResults;
import io.tachograph.store.RequestWindowRow;
import io.tachograph.store.Resolution;
import io.tachograph.store.Series;
import io.tachograph.store.StoredHistogram;
import io.tachograph.store.StoredSlo;
import io.tachograph.store.StoredSloCounts;
import io.tachograph.store.postgres.PostgresConfig;
import io.tachograph.store.postgres.PostgresStore;
import io.tachograph.store.postgres.StoreWriter;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A real database with two hours of two models in it, and an API on it. */
final class StoredFleet implements AutoCloseable {
    static final String KEY = "fleet-key-123";

    /** The two hours, long past and complete. */
    static final Instant FROM = Instant.parse("2026-11-20T10:00:00Z");

    static final Instant TO = Instant.parse("2026-11-20T12:00:00Z");
    static final String RANGE = "from=" + FROM + "&to=" + TO;
    private static final StoredSlo FAST = new StoredSlo("fast", 0.5, null, null);

    private final EmbeddedPostgres server;
    final PostgresStore store;
    final PrometheusRegistry metrics = new PrometheusRegistry();
    final LiveResults live = new LiveResults();
    final ApiServer api;
    final Client client;

    StoredFleet() throws IOException, SQLException {
        this(null);
    }

    /** @param kafka where posted events go, null for nowhere */
    StoredFleet(@Nullable RecordWriter kafka) throws IOException, SQLException {
        server = EmbeddedPostgres.builder().setServerConfig("fsync", "off").start();
        store = PostgresStore.open(new PostgresConfig(server.getJdbcUrl("postgres", "postgres"), "postgres", null, 4));
        store.migrate();
        write();
        api = ApiServer.start(
                new ApiConfig("127.0.0.1", 0, ApiKeys.parse(KEY).limitedTo(new RateLimit(1_000_000, 1_000_000))),
                new ApiDependencies(
                        store.benchmarkResults(),
                        store.rows(),
                        LoadTestRouteTest.BENCH,
                        List.of(),
                        live,
                        kafka,
                        store.keys(),
                        store.prices(),
                        metrics));
        client = new Client(api.port());
    }

    /** More minutes of both models, each a window of 10 s and one of a minute. */
    void writeMinutes(Instant from, int minutes) throws SQLException {
        List<RequestWindowRow> windows = new ArrayList<>();
        for (String model : List.of("llama", "qwen")) {
            for (Resolution resolution : List.of(Resolution.TEN_SECONDS, Resolution.ONE_MINUTE)) {
                for (int minute = 0; minute < minutes; minute++) {
                    windows.add(window(model, resolution, from.plusSeconds(60L * minute), minute));
                }
            }
        }
        try (StoreWriter<RequestWindowRow> writer = store.requestWindowWriter()) {
            writer.write(windows);
        }
    }

    /** As the owner of the tables, and in UTC. */
    List<List<String>> query(String sql) throws SQLException {
        try (Connection connection = server.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("SET TIME ZONE 'UTC'");
            List<List<String>> rows = new ArrayList<>();
            try (ResultSet row = statement.executeQuery(sql)) {
                while (row.next()) {
                    List<String> values = new ArrayList<>();
                    for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
                        values.add(row.getString(i));
                    }
                    rows.add(values);
                }
            }
            return rows;
        }
    }

    void execute(String... sql) throws SQLException {
        try (Connection connection = server.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            for (String each : sql) {
                statement.execute(each);
            }
        }
    }

    /** Ends every connection and lets none in, as a server that goes down does. */
    void databaseGoesAway() throws SQLException {
        try (Connection connection = server.getDatabase("postgres", "template1").getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("ALTER DATABASE postgres ALLOW_CONNECTIONS false");
            statement.execute(
                    "SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity WHERE datname = 'postgres'");
        }
    }

    void databaseComesBack() throws SQLException {
        try (Connection connection = server.getDatabase("postgres", "template1").getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("ALTER DATABASE postgres ALLOW_CONNECTIONS true");
        }
    }

    private void write() throws SQLException {
        writeMinutes(FROM, 120);
        execute(Fixtures.ROWS);
        // The two hours are older than ten seconds are kept by default.
        execute("UPDATE tachograph.retention SET keep = NULL", "UPDATE tachograph.retention SET since = NULL");
    }

    /** Ten requests, one of which failed, with values that differ by model and time. */
    private static RequestWindowRow window(String model, Resolution resolution, Instant start, int minute) {
        double unit = model.equals("llama") ? 0.25 : 0.5;
        int bucket = (model.equals("llama") ? -64 : -32) + minute % 7;
        double min = Math.pow(2, bucket / 32.0) * 1.001;
        double max = Math.pow(2, (bucket + 3) / 32.0) * 0.999;
        StoredHistogram values = new StoredHistogram(
                9, 9 * unit, min, max, 0, new int[] {bucket, bucket + 1, bucket + 2}, new long[] {3, 3, 3});
        return new RequestWindowRow(
                new Series(
                        "de-vllm-" + model,
                        "de",
                        "vllm",
                        model,
                        minute < 60 ? "0.9.1" : "0.9.2",
                        "",
                        "load",
                        "short",
                        true),
                resolution,
                start,
                0,
                1,
                true,
                10,
                Map.of("ok", 9L, "timeout", 1L),
                0,
                1_000,
                100,
                500,
                0,
                5,
                Map.of("ttft", values, "tpot", values, "e2e", values),
                Map.of(FAST, new StoredSloCounts(10, model.equals("llama") ? 9 : 4, 9L, null, null)));
    }

    @Override
    public void close() {
        api.close();
        store.close();
        try {
            server.close();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
