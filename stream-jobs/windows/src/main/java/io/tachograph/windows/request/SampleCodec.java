package io.tachograph.windows.request;

import io.tachograph.schemas.avro.Outcome;
import io.tachograph.schemas.bytes.BytesIn;
import io.tachograph.schemas.bytes.BytesOut;
import io.tachograph.schemas.histogram.PackedHistogram;
import io.tachograph.schemas.metric.LatencyMetric;
import io.tachograph.windows.KeyedSeries;
import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A sample as bytes, its series apart. What is always there and wide (identity, times, latencies) has eight bytes each:
 * numbers of variable length would be half as long and cost several times as much to write and read.
 */
final class SampleCodec {
    private static final Outcome[] OUTCOMES = Outcome.values();
    private static final int METRICS = LatencyMetric.WINDOWED.size();

    private SampleCodec() {}

    static void write(RequestSample sample, BytesOut out) {
        out.writeFixedLong(sample.idHigh());
        out.writeFixedLong(sample.idLow());
        out.writeFixedLong(sample.sentAtMillis());
        out.writeFixedLong(sample.finishedAtMillis());
        for (long nanos : sample.latencyNanos()) {
            out.writeFixedLong(nanos);
        }
        out.writeLong(sample.outcome().ordinal());
        out.writeLong(sample.kernelStamped() ? 1 : 0);
        out.writeLong(sample.inputTokens());
        out.writeLong(sample.cachedInputTokens());
        out.writeLong(sample.outputTokens());
        out.writeLong(sample.partition());
        out.writeLong(sample.offset());
        // A histogram is never of zero bytes, so zero says that there is none.
        PackedHistogram gaps = sample.chunkGaps();
        if (gaps == null) {
            out.writeLong(0);
        } else {
            out.writeBytes(gaps.bytes());
        }
    }

    /**
     * Reads what {@link #write} wrote.
     *
     * @param bytes what {@code in} reads from
     */
    static RequestSample read(KeyedSeries series, BytesIn in, byte[] bytes) throws IOException {
        long idHigh = in.readFixedLong();
        long idLow = in.readFixedLong();
        long sentAtMillis = in.readFixedLong();
        long finishedAtMillis = in.readFixedLong();
        long[] nanos = new long[METRICS];
        for (int i = 0; i < METRICS; i++) {
            nanos[i] = in.readFixedLong();
        }
        Outcome outcome = OUTCOMES[in.readBelow(OUTCOMES.length)];
        boolean kernelStamped = in.readBelow(2) == 1;
        long inputTokens = in.readLong();
        long cachedInputTokens = in.readLong();
        long outputTokens = in.readLong();
        int partition = in.readInt();
        long offset = in.readLong();
        return new RequestSample(
                series,
                idHigh,
                idLow,
                sentAtMillis,
                finishedAtMillis,
                outcome,
                kernelStamped,
                inputTokens,
                cachedInputTokens,
                outputTokens,
                nanos,
                gapsOf(in, bytes),
                partition,
                offset);
    }

    private static @Nullable PackedHistogram gapsOf(BytesIn in, byte[] bytes) throws IOException {
        int length = in.readInt();
        int from = in.position();
        in.skip(length);
        return length == 0 ? null : PackedHistogram.ofBytes(Arrays.copyOfRange(bytes, from, from + length));
    }
}
