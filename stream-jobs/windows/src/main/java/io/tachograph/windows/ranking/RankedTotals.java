package io.tachograph.windows.ranking;

import io.tachograph.schemas.avro.Outcome;
import io.tachograph.schemas.histogram.LatencyHistogram;
import io.tachograph.schemas.metric.LatencyMetric;
import io.tachograph.windows.RequestTotals;

/** What rankings need of a window's totals: a third of it, which a week of blocks is kept of. */
public final class RankedTotals {
    private RankedTotals() {}

    /** A copy with the histograms that are ranked by, and no others. */
    public static RequestTotals of(RequestTotals totals) {
        RequestTotals ranked = new RequestTotals();
        ranked.cover(totals.spanFromMillis(), totals.spanToMillis());
        long[] outcomes = new long[Outcome.values().length];
        for (Outcome outcome : Outcome.values()) {
            outcomes[outcome.ordinal()] = totals.count(outcome);
        }
        ranked.addCounts(totals.requests(), 0, 0, 0, totals.outputTokens(), outcomes);
        for (RankingMetric metric : RankingMetric.values()) {
            LatencyMetric latency = metric.latency();
            LatencyHistogram values = latency == null ? null : totals.latency(latency);
            if (latency != null && values != null) {
                ranked.record(latency, values);
            }
        }
        return ranked;
    }
}
