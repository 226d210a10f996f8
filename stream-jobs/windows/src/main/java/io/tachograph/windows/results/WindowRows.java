package io.tachograph.windows.results;

import io.tachograph.schemas.histogram.LatencyHistogram;
import io.tachograph.store.RequestWindowRow;
import io.tachograph.store.StoredHistogram;
import io.tachograph.windows.RequestTotals;
import io.tachograph.windows.WindowSnapshot;
import java.time.Instant;

/** Windows as the store's rows: the one place where nanoseconds become seconds. */
public final class WindowRows {
    private WindowRows() {}

    /** @param epoch rises with every deliberate re-computation */
    public static RequestWindowRow of(WindowSnapshot window, int epoch) {
        RequestTotals totals = window.totals();
        return new RequestWindowRow(
                window.series(),
                window.resolution(),
                Instant.ofEpochMilli(window.windowStartMillis()),
                epoch,
                window.revision(),
                window.complete(),
                totals.requests(),
                totals.byOutcome(),
                totals.duplicates(),
                totals.inputTokens(),
                totals.cachedInputTokens(),
                totals.outputTokens(),
                totals.onePiece(),
                totals.kernelStamped(),
                totals.byMetric(WindowRows::histogram),
                SloCounts.rows(totals));
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
