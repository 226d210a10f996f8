package io.tachograph.api;

import io.tachograph.store.BenchmarkResult;
import io.tachograph.store.BenchmarkResultReader;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;

/** Rankings in memory, whose database can go away. */
final class FakeBenchmarkResults implements BenchmarkResultReader {
    static final Instant WINDOW_END = Instant.parse("2026-11-21T10:00:00Z");

    final AtomicBoolean databaseAway = new AtomicBoolean();
    private final Map<String, List<BenchmarkResult>> rankings = new ConcurrentHashMap<>();

    FakeBenchmarkResults rank(String metric, BenchmarkResult... ranking) {
        rankings.put(metric, List.of(ranking));
        return this;
    }

    static BenchmarkResult result(String metric, String model, double mean, int rank, Instant at) {
        return new BenchmarkResult(new UUID(model.hashCode(), metric.hashCode()), metric, model, mean, rank, at);
    }

    @Override
    public List<BenchmarkResult> latest(String metric) throws SQLException {
        if (databaseAway.get()) {
            throw new SQLException("Connection to database.internal:5432 refused.");
        }
        return rankings.getOrDefault(metric, List.of());
    }
}
