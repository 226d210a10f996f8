package io.tachograph.benchmarks.query;

import io.tachograph.store.RequestWindowRow;
import io.tachograph.store.postgres.PostgresConfig;
import io.tachograph.store.postgres.PostgresStore;
import io.tachograph.store.postgres.StoreWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Locale;

/**
 * {@code WriteBenchmark NAME DIRECTORY SERIES WINDOWS}: so many windows of so many series through the store's writer into an
 * empty PostgreSQL, in batches as the stream's sink makes them. Prints one line: CPU of the writer's backend and of this
 * thread for each row that was written, three for each window; and bytes of a window with indexes, as they lie and after
 * {@code VACUUM FULL}.
 */
public final class WriteBenchmark {
    private static final int BATCH = 1_000;
    /** Plans and compiled code, which a stream makes once. */
    private static final int WARM_UP = 10;

    private WriteBenchmark() {}

    /** Fails when the database does. */
    public static void main(String[] args) throws IOException, SQLException {
        int series = Integer.parseInt(args[2]);
        int windows = Integer.parseInt(args[3]);
        try (HistoryServer server = HistoryServer.start(Path.of(args[1]));
                PostgresStore store = PostgresStore.open(new PostgresConfig(server.jdbcUrl(), "postgres", null, 1))) {
            store.migrate();
            SyntheticWindows ticks = new SyntheticWindows(series);
            long rows = 0;
            long backend = 0;
            long client = 0;
            try (StoreWriter<RequestWindowRow> writer = store.requestWindowWriter()) {
                for (int tick = 0; tick < WARM_UP + windows; tick++) {
                    List<RequestWindowRow> emitted = ticks.tick(tick);
                    long backendBefore = tick == 0 ? 0 : backendCpuMillis(server);
                    long clientBefore = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
                    for (int at = 0; at < emitted.size(); at += BATCH) {
                        writer.write(emitted.subList(at, Math.min(emitted.size(), at + BATCH)));
                    }
                    if (tick >= WARM_UP) {
                        rows += emitted.size();
                        client += ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - clientBefore;
                        backend += backendCpuMillis(server) - backendBefore;
                    }
                    if (tick % 20 == 0) {
                        execute(server, "VACUUM"); // What autovacuum does meanwhile.
                    }
                }
            }
            long stored = number(server, "SELECT count(*) FROM tachograph.request_window_10s");
            long lying = bytes(server);
            execute(server, "VACUUM FULL");
            PrintWriter out = new PrintWriter(new OutputStreamWriter(System.out, StandardCharsets.UTF_8), true);
            out.println(String.format(
                    Locale.ROOT,
                    "%s: %d rows, backend %.1f us a row, client %.1f us a row, %d bytes a window (%d packed)",
                    args[0],
                    rows,
                    1_000.0 * backend / rows,
                    client / 1_000.0 / rows,
                    lying / stored,
                    bytes(server) / stored));
        }
    }

    private static long backendCpuMillis(HistoryServer server) throws SQLException, IOException {
        return Timing.cpuMillis((int) number(
                server, "SELECT pid FROM pg_stat_activity WHERE application_name = 'tachograph-writer' LIMIT 1"));
    }

    private static long bytes(HistoryServer server) throws SQLException {
        return number(
                server,
                "SELECT sum(pg_total_relation_size(oid)) FROM pg_class WHERE relnamespace = 'tachograph'::regnamespace"
                        + " AND relkind = 'r' AND relname ~ '^(request_window|latency_histogram|slo_count)_10s$'");
    }

    private static long number(HistoryServer server, String sql) throws SQLException {
        try (Connection connection = server.connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }

    private static void execute(HistoryServer server, String sql) throws SQLException {
        try (Connection connection = server.connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
