package io.tachograph.windows.slo;

import io.tachograph.windows.binary.BinaryFormat;
import io.tachograph.windows.binary.TotalsBinary;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** How {@link SloMinute} are written. */
public final class SloMinuteFormat implements BinaryFormat<SloMinute> {
    private static final long serialVersionUID = 1L;

    @Override
    public Class<SloMinute> type() {
        return SloMinute.class;
    }

    @Override
    public int version() {
        return 1;
    }

    @Override
    public void write(SloMinute counts, DataOutput out) throws IOException {
        out.writeUTF(counts.slo());
        out.writeUTF(counts.thresholds());
        out.writeDouble(counts.objective());
        TotalsBinary.writeSeries(counts.series(), out);
        out.writeLong(counts.minute());
        out.writeInt(counts.epoch());
        out.writeLong(counts.requests());
        out.writeBoolean(counts.complete());
        out.writeInt(counts.revision());
        out.writeLong(counts.counts().eligible());
        out.writeLong(counts.counts().missed());
    }

    @Override
    public SloMinute read(int version, DataInput in) throws IOException {
        return new SloMinute(
                in.readUTF(),
                in.readUTF(),
                in.readDouble(),
                TotalsBinary.readSeries(in),
                in.readLong(),
                in.readInt(),
                in.readLong(),
                in.readBoolean(),
                in.readInt(),
                new EventCounts(in.readLong(), in.readLong()));
    }

    @Override
    public SloMinute copy(SloMinute counts) {
        return counts;
    }
}
