package io.tachograph.windows.ranking;

import io.tachograph.schemas.metric.LatencyMetric;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What models are ranked by. */
public enum RankingMetric {
    TTFT(LatencyMetric.TTFT),
    TPOT(LatencyMetric.TPOT),
    E2E(LatencyMetric.E2E),
    /** Output tokens of successes over the measured seconds: from the first window's start to the last one's end. */
    OUTPUT_THROUGHPUT("tokens/s", true),
    /** Failed over finished; cancelled requests apart. */
    ERROR_RATE("ratio", false);

    private final @Nullable LatencyMetric latency;
    private final String unit;
    private final boolean higherIsBetter;

    RankingMetric(LatencyMetric latency) {
        this.latency = latency;
        this.unit = "s";
        this.higherIsBetter = false;
    }

    RankingMetric(String unit, boolean higherIsBetter) {
        this.latency = null;
        this.unit = unit;
        this.higherIsBetter = higherIsBetter;
    }

    /** The latency whose quantile it is, null for rates. */
    @Nullable
    LatencyMetric latency() {
        return latency;
    }

    /** Whether a cell of whole answers has no such metric. */
    boolean needsStream() {
        return latency != null && latency.needsStream();
    }

    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    public String unit() {
        return unit;
    }

    public boolean higherIsBetter() {
        return higherIsBetter;
    }
}
