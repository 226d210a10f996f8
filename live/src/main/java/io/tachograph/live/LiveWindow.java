package io.tachograph.live;

import io.tachograph.schemas.avro.Histogram;
import io.tachograph.schemas.avro.RequestWindow;
import io.tachograph.schemas.avro.SloCount;
import io.tachograph.schemas.histogram.HistogramParts;
import io.tachograph.schemas.histogram.PackedHistogram;
import io.tachograph.schemas.metric.LatencyMetric;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** The latest state of one window of one series, with what live answers are made of. Immutable. */
record LiveWindow(
        Series series,
        long startMillis,
        int epoch,
        int revision,
        boolean complete,
        long requests,
        long succeeded,
        long cancelled,
        long inputTokens,
        long outputTokens,
        Map<LatencyMetric, PackedHistogram> latencies,
        List<SloCount> slos) {
    /** The metrics that are sent; the others are in the store. */
    static final List<LatencyMetric> METRICS = List.of(LatencyMetric.TTFT, LatencyMetric.TPOT, LatencyMetric.E2E);

    /** Of two emissions the later in this order replaces the other, as in the store. */
    private static final Comparator<LiveWindow> BY_EMISSION = Comparator.comparingInt(LiveWindow::epoch)
            .thenComparingLong(LiveWindow::requests)
            .thenComparing(LiveWindow::complete)
            .thenComparingInt(LiveWindow::revision);

    /** @throws IllegalArgumentException when a histogram contradicts itself */
    static LiveWindow of(RequestWindow window) {
        Map<LatencyMetric, PackedHistogram> latencies = new EnumMap<>(LatencyMetric.class);
        HistogramParts parts = new HistogramParts();
        for (LatencyMetric metric : METRICS) {
            Histogram wire = window.getLatencies().get(metric.key());
            if (wire != null) {
                parts.set(wire);
                PackedHistogram packed = parts.pack();
                if (packed != null) {
                    latencies.put(metric, packed);
                }
            }
        }
        Map<String, Long> outcomes = window.getOutcomes();
        return new LiveWindow(
                Series.of(window),
                window.getWindowStartMillis(),
                window.getEpoch(),
                window.getRevision(),
                window.getComplete(),
                window.getRequests(),
                outcomes.getOrDefault("ok", 0L),
                outcomes.getOrDefault("cancelled", 0L),
                window.getInputTokens(),
                window.getOutputTokens(),
                latencies,
                window.getSlos());
    }

    Key key() {
        return new Key(startMillis, series);
    }

    boolean replaces(LiveWindow other) {
        return BY_EMISSION.compare(this, other) > 0;
    }

    /** What a window is the newest of. */
    record Key(long startMillis, Series series) {}
}
