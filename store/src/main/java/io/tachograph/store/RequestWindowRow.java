package io.tachograph.store;

import java.time.Instant;
import java.util.Map;

/**
 * What happened to the requests of one series that were sent in [windowStart, windowStart + resolution).
 *
 * <p>A row is replaced by one of a higher epoch, and within an epoch by one that is higher or equal by (requests,
 * complete, revision). Within an epoch a window only grows, because each request counts once: of two rows the one with
 * more requests knows more, whatever their revisions are, which begin again when the stream begins again. A row of
 * epoch 0 joins the epoch of the row that it meets.
 *
 * @param series dimensions
 * @param resolution length of the window, and which table it goes to
 * @param windowStart inclusive
 * @param epoch 0 from a running job, else the number of the re-computation ({@link Recomputations})
 * @param revision rises with every emission of one run of the stream
 * @param complete no further request can count in it
 * @param requests finished attempts, each once, cancelled ones included
 * @param outcomes attempts by lower-case outcome name ({@code ok}, {@code http_error}, …); absent means none
 * @param duplicates duplicates that were not counted
 * @param inputTokens of successful requests
 * @param cachedInputTokens of successful requests
 * @param outputTokens of successful requests
 * @param onePiece successful streamed requests whose answer came in one piece: no TPOT, and any threshold of it met
 * @param kernelStamped requests whose answer the kernel stamped, whatever their outcome
 * @param latencies by metric name ({@code ttft}, {@code tpot}, {@code icl}, {@code e2e}, …), of successful requests
 * @param slos counts by SLO, for those that the model has
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
        long onePiece,
        long kernelStamped,
        Map<String, StoredHistogram> latencies,
        Map<StoredSlo, StoredSloCounts> slos) {
    /** @throws IllegalArgumentException when the start is none of a window of this resolution, or a count is negative */
    public RequestWindowRow {
        if (windowStart.getNano() != 0
                || windowStart.getEpochSecond() % resolution.length().toSeconds() != 0) {
            throw new IllegalArgumentException("no window of " + resolution.suffix() + " starts at " + windowStart);
        }
        if (requests < 0
                || duplicates < 0
                || inputTokens < 0
                || cachedInputTokens < 0
                || outputTokens < 0
                || onePiece < 0
                || kernelStamped < 0) {
            throw new IllegalArgumentException("a window cannot count less than nothing");
        }
        outcomes = Map.copyOf(outcomes);
        latencies = Map.copyOf(latencies);
        slos = Map.copyOf(slos);
    }

    /** A row of a series without SLOs of which no answer came in one piece or was stamped by the kernel. */
    public RequestWindowRow(
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
        this(
                series,
                resolution,
                windowStart,
                epoch,
                revision,
                complete,
                requests,
                outcomes,
                duplicates,
                inputTokens,
                cachedInputTokens,
                outputTokens,
                0,
                0,
                latencies,
                Map.of());
    }

    /** Which window it is, and how much it knows. */
    public WindowStamp stamp() {
        return new WindowStamp(resolution, windowStart, epoch, revision, complete, requests);
    }
}
