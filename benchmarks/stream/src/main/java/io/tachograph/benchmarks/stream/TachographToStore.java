package io.tachograph.benchmarks.stream;

import io.tachograph.jobs.sink.BatchSink;
import io.tachograph.jobs.sink.BatchWriter;
import io.tachograph.store.RequestWindowWriter;
import io.tachograph.store.postgres.PostgresConfig;
import io.tachograph.store.postgres.PostgresStore;
import io.tachograph.windows.WindowSnapshot;
import io.tachograph.windows.results.WindowRows;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** Our windows, every emission of them, into empty tables of PostgreSQL. */
public final class TachographToStore implements Way {
    @Override
    public long go(Setting setting) throws Exception {
        String url = setting.jdbcUrl();
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            statement.execute("TRUNCATE tachograph.series CASCADE");
        }
        return WindowJob.run(setting, new BatchSink<>(() -> writer(url), 1_000, 200));
    }

    private static BatchWriter<WindowSnapshot> writer(String url) {
        PostgresStore store = PostgresStore.open(new PostgresConfig(url, "postgres", null, 2));
        RequestWindowWriter writer = store.requestWindowWriter();
        return new BatchWriter<>() {
            @Override
            public void write(List<WindowSnapshot> batch) throws SQLException {
                writer.write(
                        batch.stream().map(window -> WindowRows.of(window, 0)).toList());
            }

            @Override
            public void close() {
                writer.close();
                store.close();
            }
        };
    }
}
