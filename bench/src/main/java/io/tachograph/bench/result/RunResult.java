package io.tachograph.bench.result;

import io.tachograph.schemas.metric.LatencyMetric;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What one run measured. Its JSON form, {@code result.json}, has these names in snake case; {@link #FORMAT} rises when a
 * name or meaning changes. Durations are in seconds.
 *
 * @param format version of this form
 * @param run what was done
 * @param measuredSeconds length of the measured part, warm-up and cool-down left out: from the first scheduled time to
 *     the last end of its requests; where a duration ended the arrivals, from the end of a warm-up time to the end of the
 *     arrivals, less cool-down
 * @param counts requests by what became of them
 * @param tokens tokens of the successful requests
 * @param stamps where the stamps of the successful requests come from
 * @param rates requests and tokens completed per measured second
 * @param metrics by {@link LatencyMetric#key}, of
 *     successful requests; {@code lag} of all that were sent. A metric without a value is absent.
 * @param slo how many met the thresholds, null when none were given
 * @param timeline second by second from the start of the run, warm-up included
 * @param errors what failed requests said, most frequent first, 20 at most
 * @param client how the client itself did
 * @param server what the server said about the same time, null when it said nothing
 */
public record RunResult(
        int format,
        RunInfo run,
        double measuredSeconds,
        Counts counts,
        Tokens tokens,
        Stamps stamps,
        Rates rates,
        Map<String, MetricSummary> metrics,
        @Nullable SloResult slo,
        List<Second> timeline,
        List<ErrorCount> errors,
        ClientReport client,
        @Nullable ServerReport server) {
    public static final int FORMAT = 1;

    /** @throws NullPointerException when something is missing: so does what was read from a file or sent */
    public RunResult {
        Objects.requireNonNull(run, "run");
        Objects.requireNonNull(counts, "counts");
        Objects.requireNonNull(tokens, "tokens");
        Objects.requireNonNull(stamps, "stamps");
        Objects.requireNonNull(rates, "rates");
        Objects.requireNonNull(client, "client");
        metrics.values().forEach(Objects::requireNonNull);
        metrics = Collections.unmodifiableMap(new LinkedHashMap<>(metrics));
        timeline = List.copyOf(timeline);
        errors = List.copyOf(errors);
    }

    /** What it measured of a latency, null when no request had it. */
    public @Nullable MetricSummary metric(LatencyMetric metric) {
        return metrics.get(metric.key());
    }

    public RunResult withServer(@Nullable ServerReport report) {
        return new RunResult(
                format,
                run,
                measuredSeconds,
                counts,
                tokens,
                stamps,
                rates,
                metrics,
                slo,
                timeline,
                errors,
                client,
                report);
    }
}
