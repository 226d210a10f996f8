package io.tachograph.api.benchmark;

import io.tachograph.schemas.metric.LatencyMetric;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** The metrics of the benchmark route. Their units and directions are stated in the contract, {@code openapi.yaml}. */
enum BenchmarkMetric {
    TTFT(LatencyMetric.TTFT.key()),
    TPOT(LatencyMetric.TPOT.key()),
    E2E(LatencyMetric.E2E.key()),
    THROUGHPUT("output_throughput"),
    ERROR_RATE("error_rate");

    private final String storeName;

    BenchmarkMetric(String storeName) {
        this.storeName = storeName;
    }

    /** What the store calls it. */
    String storeName() {
        return storeName;
    }

    /** The metric of that name in whatever case, if there is one. */
    static Optional<BenchmarkMetric> named(String name) {
        String upperCase = name.toUpperCase(Locale.ROOT);
        return Arrays.stream(values())
                .filter(metric -> metric.name().equals(upperCase))
                .findFirst();
    }

    /** All names, for a sentence. */
    static String knownNames() {
        return Arrays.stream(values()).map(Enum::name).collect(Collectors.joining(", "));
    }
}
