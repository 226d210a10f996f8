package io.tachograph.benchmarks.stream.jdbc;

import io.tachograph.benchmarks.stream.Setting;
import io.tachograph.benchmarks.stream.Way;
import io.tachograph.benchmarks.stream.WindowJob;
import io.tachograph.store.Resolution;
import io.tachograph.store.postgres.WindowStatement;
import io.tachograph.windows.WindowSnapshot;
import io.tachograph.windows.results.WindowRows;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.connector.jdbc.JdbcConnectionOptions;
import org.apache.flink.connector.jdbc.JdbcExecutionOptions;
import org.apache.flink.connector.jdbc.core.datastream.sink.JdbcSink;
import org.apache.flink.streaming.api.datastream.DataStream;

/**
 * Windows into PostgreSQL by flink-connector-jdbc, in batches of the same size and age as ours: a sink for each table, and the
 * window's row alone. {@code JDBC_SINK_REWRITES=true} sends them as statements of many rows, as ours does, which PostgreSQL
 * refuses when a window is twice in one of them.
 */
public final class JdbcSinkToStore implements Way {
    private static final String REWRITES = String.valueOf(Boolean.parseBoolean(System.getenv("JDBC_SINK_REWRITES")));

    @Override
    public long go(Setting setting) throws Exception {
        WindowStatement.forgetSeries();
        return WindowJob.intoEmptyTables(setting, windows -> store(windows, setting.jdbcUrl()));
    }

    private static void store(DataStream<WindowSnapshot> windows, String jdbcUrl) {
        for (Resolution resolution : Resolution.values()) {
            windows.filter(window -> window.resolution() == resolution).sinkTo(sink(resolution, jdbcUrl));
        }
    }

    private static Sink<WindowSnapshot> sink(Resolution resolution, String jdbcUrl) {
        return JdbcSink.<WindowSnapshot>builder()
                .withQueryStatement(
                        WindowStatement.sql(resolution),
                        (statement, window) -> WindowStatement.bind(statement, WindowRows.of(window, 0), jdbcUrl))
                .withExecutionOptions(JdbcExecutionOptions.builder()
                        .withBatchSize(1_000)
                        .withBatchIntervalMs(200)
                        .withMaxRetries(0)
                        .build())
                .buildAtLeastOnce(new JdbcConnectionOptions.JdbcConnectionOptionsBuilder()
                        .withUrl(jdbcUrl)
                        .withUsername("postgres")
                        .withProperty("reWriteBatchedInserts", REWRITES)
                        .build());
    }
}
