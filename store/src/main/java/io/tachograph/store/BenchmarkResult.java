package io.tachograph.store;

import java.time.Instant;
import java.util.UUID;

/**
 * A row of the view {@code benchmark_result}: one ranked model, in the columns of the benchmark API that this system
 * took over.
 *
 * @param id the same for the same model, metric, cell and time, however often it is computed
 * @param metric {@code ttft}, {@code tpot}, {@code e2e}, {@code output_throughput} or {@code error_rate}
 * @param llmName model name, trimmed
 * @param meanValue arithmetic mean; seconds, tokens per second or a ratio
 * @param rank standard competition rank by the ranking's statistic
 * @param timestamp end of the ranked window, exclusive
 */
public record BenchmarkResult(UUID id, String metric, String llmName, double meanValue, int rank, Instant timestamp) {}
