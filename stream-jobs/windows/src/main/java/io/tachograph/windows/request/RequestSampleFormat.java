package io.tachograph.windows.request;

import io.tachograph.schemas.avro.Outcome;
import io.tachograph.schemas.bytes.BytesIn;
import io.tachograph.schemas.bytes.BytesOut;
import io.tachograph.schemas.histogram.PackedHistogram;
import io.tachograph.windows.KeyedSeries;
import io.tachograph.windows.binary.BinaryFormat;
import io.tachograph.windows.binary.SeriesCache;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * How a {@link RequestSample} travels from the decoder to the subtask that owns its series: its length, then numbers of
 * variable length, the series as its key. One run of bytes each way, and one series object for all its samples.
 */
public final class RequestSampleFormat implements BinaryFormat<RequestSample> {
    private static final long serialVersionUID = 2L;

    private static final Outcome[] OUTCOMES = Outcome.values();

    /** A format has no state that is part of it, so these are made where it is used. */
    private transient @Nullable Buffers buffers;

    private static final class Buffers {
        final BytesOut out = new BytesOut();
        final BytesIn in = new BytesIn();
        final SeriesCache series = new SeriesCache();
        byte[] bytes = new byte[512];
    }

    @Override
    public Class<RequestSample> type() {
        return RequestSample.class;
    }

    @Override
    public int version() {
        return 1;
    }

    @Override
    public void write(RequestSample sample, DataOutput target) throws IOException {
        BytesOut out = buffers().out.reset();
        out.writeBytes(sample.keyed().keyBytes());
        out.writeFixedLong(sample.idHigh());
        out.writeFixedLong(sample.idLow());
        out.writeLong(sample.sentAtMillis());
        out.writeLong(sample.finishedAtMillis() - sample.sentAtMillis());
        out.writeLong(sample.outcome().ordinal());
        out.writeLong(sample.inputTokens());
        out.writeLong(sample.cachedInputTokens());
        out.writeLong(sample.outputTokens());
        long[] nanos = sample.latencyNanos();
        out.writeLong(nanos.length);
        for (long value : nanos) {
            out.writeLong(value);
        }
        // A histogram is never of zero bytes, so zero says that there is none.
        PackedHistogram gaps = sample.chunkGaps();
        if (gaps == null) {
            out.writeLong(0);
        } else {
            out.writeBytes(gaps.bytes());
        }
        out.writeLong(sample.partition());
        out.writeLong(sample.offset());
        target.writeInt(out.size());
        target.write(out.array(), 0, out.size());
    }

    @Override
    public RequestSample read(int version, DataInput source) throws IOException {
        Buffers own = buffers();
        int size = source.readInt();
        if (size > own.bytes.length) {
            own.bytes = new byte[Math.max(size, 2 * own.bytes.length)];
        }
        source.readFully(own.bytes, 0, size);
        BytesIn in = own.in.over(own.bytes, 0, size);
        KeyedSeries series = seriesOf(own, in);
        long idHigh = in.readFixedLong();
        long idLow = in.readFixedLong();
        long sentAtMillis = in.readLong();
        return new RequestSample(
                series,
                idHigh,
                idLow,
                sentAtMillis,
                sentAtMillis + in.readLong(),
                OUTCOMES[in.readBelow(OUTCOMES.length)],
                in.readLong(),
                in.readLong(),
                in.readLong(),
                nanosOf(in),
                gapsOf(own, in),
                in.readInt(),
                in.readLong());
    }

    private static KeyedSeries seriesOf(Buffers own, BytesIn in) throws IOException {
        int length = in.readInt();
        int from = in.position();
        in.skip(length);
        KeyedSeries series = own.series.get(own.bytes, from, from + length, 0);
        if (series == null) {
            series = KeyedSeries.ofBytes(Arrays.copyOfRange(own.bytes, from, from + length));
            own.series.put(own.bytes, from, from + length, 0, series);
        }
        return series;
    }

    private static long[] nanosOf(BytesIn in) throws IOException {
        long[] nanos = new long[in.readInt()];
        for (int i = 0; i < nanos.length; i++) {
            nanos[i] = in.readLong();
        }
        return nanos;
    }

    private static @Nullable PackedHistogram gapsOf(Buffers own, BytesIn in) throws IOException {
        int length = in.readInt();
        int from = in.position();
        in.skip(length);
        return length == 0 ? null : PackedHistogram.ofBytes(Arrays.copyOfRange(own.bytes, from, from + length));
    }

    private Buffers buffers() {
        Buffers own = buffers;
        if (own == null) {
            own = new Buffers();
            buffers = own;
        }
        return own;
    }

    @Override
    public RequestSample copy(RequestSample sample) {
        return sample;
    }

    @Override
    public BinaryFormat<RequestSample> duplicate() {
        return new RequestSampleFormat();
    }
}
