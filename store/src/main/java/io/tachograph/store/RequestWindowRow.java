package io.tachograph.store;

import java.time.Instant;
import java.util.Map;

/**
 * What happened to the requests of one series that were sent in [windowStart, windowStart + resolution).
 *
 * @param series dimensions
 * @param resolution length of the window, and which tables it goes to
 * @param windowStart inclusive
 * @param epoch rises with every deliberate re-computation
 * @param revision rises with every emission; a row is replaced only by a higher (epoch, revision, requests)
 * @param complete no further request can count in it
 * @param requests finished attempts, each once, cancelled ones included
 * @param outcomes attempts by lower-case outcome name ({@code ok}, {@code http_error}, …); absent means none
 * @param duplicates second deliveries that were not counted
 * @param inputTokens of successful requests
 * @param cachedInputTokens of successful requests
 * @param outputTokens of successful requests
 * @param latencies by metric name ({@code ttft}, {@code tpot}, {@code icl}, {@code e2e}, …), of successful requests
 */
public record RequestWindowRow(
        Series series,
        Resolution resolution,
        Instant windowStart,
        int epoch,
        int revision,
        boolean complete,
        long requests,
        Map<String, Long> outcomes,
        long duplicates,
        long inputTokens,
        long cachedInputTokens,
        long outputTokens,
        Map<String, StoredHistogram> latencies) {
    public RequestWindowRow {
        outcomes = Map.copyOf(outcomes);
        latencies = Map.copyOf(latencies);
    }
}
