package io.tachograph.windows.request;

import io.tachograph.schemas.avro.Outcome;
import io.tachograph.windows.binary.BinaryFormat;
import io.tachograph.windows.binary.TotalsBinary;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** How a {@link RequestSample} travels from the decoder to the subtask that owns its series. */
public final class RequestSampleFormat implements BinaryFormat<RequestSample> {
    private static final long serialVersionUID = 1L;

    @Override
    public Class<RequestSample> type() {
        return RequestSample.class;
    }

    @Override
    public int version() {
        return 1;
    }

    @Override
    public void write(RequestSample sample, DataOutput out) throws IOException {
        TotalsBinary.writeSeries(sample.series(), out);
        out.writeLong(sample.idHigh());
        out.writeLong(sample.idLow());
        out.writeLong(sample.sentAtMillis());
        out.writeLong(sample.finishedAtMillis());
        out.writeByte(sample.outcome().ordinal());
        out.writeLong(sample.inputTokens());
        out.writeLong(sample.cachedInputTokens());
        out.writeLong(sample.outputTokens());
        long[] nanos = sample.latencyNanos();
        out.writeByte(nanos.length);
        for (long value : nanos) {
            out.writeLong(value);
        }
        out.writeBoolean(sample.chunkGaps() != null);
        if (sample.chunkGaps() != null) {
            TotalsBinary.write(sample.chunkGaps(), out);
        }
        out.writeInt(sample.partition());
        out.writeLong(sample.offset());
    }

    @Override
    public RequestSample read(int version, DataInput in) throws IOException {
        return new RequestSample(
                TotalsBinary.readSeries(in),
                in.readLong(),
                in.readLong(),
                in.readLong(),
                in.readLong(),
                Outcome.values()[in.readByte()],
                in.readLong(),
                in.readLong(),
                in.readLong(),
                readNanos(in),
                in.readBoolean() ? TotalsBinary.readHistogram(in) : null,
                in.readInt(),
                in.readLong());
    }

    private static long[] readNanos(DataInput in) throws IOException {
        long[] nanos = new long[in.readByte()];
        for (int i = 0; i < nanos.length; i++) {
            nanos[i] = in.readLong();
        }
        return nanos;
    }

    @Override
    public RequestSample copy(RequestSample sample) {
        return sample;
    }
}
