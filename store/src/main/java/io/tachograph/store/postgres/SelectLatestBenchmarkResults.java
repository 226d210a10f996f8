package io.tachograph.store.postgres;

import io.tachograph.store.BenchmarkResult;
import io.tachograph.store.BenchmarkResultReader;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Reads the view that stands for the benchmark API that this system took over. */
final class SelectLatestBenchmarkResults implements BenchmarkResultReader {
    private static final String SQL = """
            SELECT id, llm_name, mean_value, rank, "timestamp"
            FROM tachograph.benchmark_result
            WHERE metric = upper(?)
            ORDER BY rank, llm_name COLLATE "C"
            """;

    private final ReadTransactions reading;

    SelectLatestBenchmarkResults(ReadTransactions reading) {
        this.reading = reading;
    }

    @Override
    public List<BenchmarkResult> latest(String metric) throws SQLException {
        return reading.read(transaction -> select(transaction, metric));
    }

    private static List<BenchmarkResult> select(Connection transaction, String metric) throws SQLException {
        try (PreparedStatement select = transaction.prepareStatement(SQL)) {
            select.setString(1, metric);
            try (ResultSet row = select.executeQuery()) {
                List<BenchmarkResult> results = new ArrayList<>();
                while (row.next()) {
                    results.add(new BenchmarkResult(
                            row.getObject("id", UUID.class),
                            metric,
                            row.getString("llm_name"),
                            row.getDouble("mean_value"),
                            row.getInt("rank"),
                            row.getObject("timestamp", OffsetDateTime.class).toInstant()));
                }
                return results;
            }
        }
    }
}
