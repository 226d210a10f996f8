package io.tachograph.windows.regression;

import io.tachograph.store.RegressionRow;
import io.tachograph.store.RegressionRow.Side;
import io.tachograph.store.RegressionRow.Verdict;
import io.tachograph.windows.binary.BinaryFormat;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** How a {@link RegressionRow} travels to the sinks. */
public final class RegressionRowFormat implements BinaryFormat<RegressionRow> {
    private static final long serialVersionUID = 1L;

    @Override
    public Class<RegressionRow> type() {
        return RegressionRow.class;
    }

    @Override
    public int version() {
        return 1;
    }

    @Override
    public void write(RegressionRow row, DataOutput out) throws IOException {
        out.writeUTF(row.target());
        out.writeUTF(row.cluster());
        out.writeUTF(row.framework());
        out.writeUTF(row.model());
        out.writeUTF(row.origin());
        out.writeUTF(row.promptBand());
        out.writeBoolean(row.streamed());
        out.writeUTF(row.metric());
        out.writeUTF(row.statistic());
        out.writeUTF(row.oldVersion());
        out.writeUTF(row.newVersion());
        out.writeLong(row.evaluatedAt().toEpochMilli());
        write(row.oldSide(), out);
        write(row.newSide(), out);
        write(row.ratio(), out);
        write(row.ratioLow(), out);
        write(row.ratioHigh(), out);
        out.writeDouble(row.minimumEffect());
        out.writeUTF(row.verdict().name());
    }

    private static void write(Side side, DataOutput out) throws IOException {
        write(side.seconds(), out);
        out.writeLong(side.sampleSize());
        out.writeInt(side.blocks());
    }

    private static void write(@Nullable Double value, DataOutput out) throws IOException {
        out.writeBoolean(value != null);
        if (value != null) {
            out.writeDouble(value);
        }
    }

    @Override
    public RegressionRow read(int version, DataInput in) throws IOException {
        return new RegressionRow(
                in.readUTF(),
                in.readUTF(),
                in.readUTF(),
                in.readUTF(),
                in.readUTF(),
                in.readUTF(),
                in.readBoolean(),
                in.readUTF(),
                in.readUTF(),
                in.readUTF(),
                in.readUTF(),
                Instant.ofEpochMilli(in.readLong()),
                readSide(in),
                readSide(in),
                readNullable(in),
                readNullable(in),
                readNullable(in),
                in.readDouble(),
                Verdict.valueOf(in.readUTF()));
    }

    private static Side readSide(DataInput in) throws IOException {
        return new Side(readNullable(in), in.readLong(), in.readInt());
    }

    private static @Nullable Double readNullable(DataInput in) throws IOException {
        return in.readBoolean() ? in.readDouble() : null;
    }

    @Override
    public RegressionRow copy(RegressionRow row) {
        return row;
    }
}
