package io.tachograph.store;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one engine said of one window.
 *
 * @param target slug
 * @param engine kind of engine
 * @param engineVersion as last observed
 * @param coveredSeconds time that the gauges' means are of
 * @param countedSeconds time that the increases are of: what a rate divides by
 * @param running requests in the batch
 * @param waiting requests in the queue
 * @param kvCacheUsage 0 to 1
 * @param remainingRequests what the rate limits of a gateway's providers leave
 * @param promptTokens increase, null when there were not two readings to take it from; likewise all that follow
 * @param histograms rises of the engine's own histograms
 */
public record EngineWindowRow(
        String target,
        WindowStamp stamp,
        String engine,
        String engineVersion,
        double coveredSeconds,
        double countedSeconds,
        GaugeValue running,
        GaugeValue waiting,
        GaugeValue kvCacheUsage,
        GaugeValue remainingRequests,
        GaugeValue remainingTokens,
        @Nullable Double promptTokens,
        @Nullable Double cachedPromptTokens,
        @Nullable Double generationTokens,
        @Nullable Double requestsFinished,
        @Nullable Double requestsAborted,
        @Nullable Double requestsFailed,
        @Nullable Double preemptions,
        @Nullable Double costUsd,
        List<EngineHistogramRow> histograms) {
    public EngineWindowRow {
        histograms = List.copyOf(histograms);
    }
}
