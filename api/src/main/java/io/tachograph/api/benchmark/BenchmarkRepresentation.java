package io.tachograph.api.benchmark;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.tachograph.store.BenchmarkResult;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.UUID;

/**
 * One ranked model as the benchmark API shows it.
 *
 * @param metric upper-case API name
 * @param meanValue seconds, tokens per second or a ratio; always finite
 * @param timestamp ISO 8601, UTC, always six decimals
 */
record BenchmarkRepresentation(
        UUID id,
        String metric,
        @JsonProperty("llm_name") String llmName,
        @JsonProperty("mean_value") double meanValue,
        int rank,
        String timestamp) {
    // The seed of this format is Python's: microseconds, even when they are zero.
    private static final DateTimeFormatter MICROSECONDS = DateTimeFormatter.ofPattern(
                    "uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    BenchmarkRepresentation {
        if (!Double.isFinite(meanValue)) {
            throw new IllegalArgumentException(
                    "The mean " + metric + " of " + llmName + " is " + meanValue + ", which JSON cannot carry.");
        }
    }

    static BenchmarkRepresentation of(BenchmarkMetric metric, BenchmarkResult result) {
        return new BenchmarkRepresentation(
                result.id(),
                metric.name(),
                result.llmName(),
                result.meanValue(),
                result.rank(),
                MICROSECONDS.format(result.timestamp()));
    }
}
