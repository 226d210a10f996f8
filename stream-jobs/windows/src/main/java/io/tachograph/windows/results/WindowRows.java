package io.tachograph.windows.results;

import io.tachograph.schemas.avro.Outcome;
import io.tachograph.schemas.histogram.LatencyHistogram;
import io.tachograph.store.RequestWindowRow;
import io.tachograph.store.StoredHistogram;
import io.tachograph.windows.LatencyMetric;
import io.tachograph.windows.RequestTotals;
import io.tachograph.windows.WindowSnapshot;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** Windows as the store's rows: the one place where nanoseconds become seconds. */
public final class WindowRows {
    private WindowRows() {}

    /** @param epoch rises with every deliberate re-computation */
    public static RequestWindowRow of(WindowSnapshot window, int epoch) {
        RequestTotals totals = window.totals();
        Map<String, Long> outcomes = new LinkedHashMap<>();
        for (Outcome outcome : Outcome.values()) {
            if (totals.count(outcome) > 0) {
                outcomes.put(outcome.name().toLowerCase(Locale.ROOT), totals.count(outcome));
            }
        }
        Map<String, StoredHistogram> latencies = new LinkedHashMap<>();
        for (LatencyMetric metric : LatencyMetric.values()) {
            LatencyHistogram values = totals.latency(metric);
            if (values != null) {
                latencies.put(metric.key(), histogram(values));
            }
        }
        return new RequestWindowRow(
                window.series(),
                window.resolution(),
                Instant.ofEpochMilli(window.windowStartMillis()),
                epoch,
                window.revision(),
                window.complete(),
                totals.requests(),
                outcomes,
                totals.duplicates(),
                totals.inputTokens(),
                totals.cachedInputTokens(),
                totals.outputTokens(),
                latencies);
    }

    private static StoredHistogram histogram(LatencyHistogram values) {
        return new StoredHistogram(
                values.count(),
                values.sumNanos() / 1e9,
                values.minNanos() / 1e9,
                values.maxNanos() / 1e9,
                values.zeroCount(),
                values.indexes(),
                values.counts());
    }
}
