package io.tachograph.windows.request;

import io.tachograph.schemas.avro.Outcome;
import io.tachograph.schemas.histogram.PackedHistogram;
import io.tachograph.schemas.metric.LatencyMetric;
import io.tachograph.schemas.metric.RequestLatency;
import io.tachograph.store.Series;
import io.tachograph.windows.KeyedSeries;
import org.jspecify.annotations.Nullable;

/**
 * What the stream keeps of one finished attempt: its place, its identity and the values that windows add up.
 * Immutable by agreement: nobody changes the array or the histogram.
 *
 * @param keyed dimensions and their key
 * @param idHigh upper half of the attempt's identity
 * @param idLow lower half of the attempt's identity
 * @param sentAtMillis event time, milliseconds since the epoch
 * @param finishedAtMillis when the attempt ended, milliseconds since the epoch: the stream's clock runs on this one
 * @param outcome how it ended
 * @param kernelStamped whether its stamps are those of the kernel
 * @param inputTokens 0 when unknown or failed
 * @param cachedInputTokens 0 when unknown or failed
 * @param outputTokens 0 when unknown, failed or streamed with no timing
 * @param latencyNanos of {@link LatencyMetric#WINDOWED}, each at its place there, as {@link RequestLatency} has them
 * @param chunkGaps gaps between content chunks, null when there are none
 * @param partition Kafka partition it came from
 * @param offset its offset there
 */
@SuppressWarnings("ArrayRecordComponent") // Identity is (idHigh, idLow); samples are never compared as values.
public record RequestSample(
        KeyedSeries keyed,
        long idHigh,
        long idLow,
        long sentAtMillis,
        long finishedAtMillis,
        Outcome outcome,
        boolean kernelStamped,
        long inputTokens,
        long cachedInputTokens,
        long outputTokens,
        long[] latencyNanos,
        @Nullable PackedHistogram chunkGaps,
        int partition,
        long offset) {
    /** Dimensions. */
    public Series series() {
        return keyed.series();
    }

    /** The same attempt in another series. */
    public RequestSample in(KeyedSeries other) {
        return new RequestSample(
                other,
                idHigh,
                idLow,
                sentAtMillis,
                finishedAtMillis,
                outcome,
                kernelStamped,
                inputTokens,
                cachedInputTokens,
                outputTokens,
                latencyNanos,
                chunkGaps,
                partition,
                offset);
    }
}
