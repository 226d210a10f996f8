package io.tachograph.windows.gpu;

import io.tachograph.store.GpuAssignmentRow;
import io.tachograph.windows.binary.BinaryFormat;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** How a {@link GpuAssignmentRow} is written. */
public final class GpuAssignmentFormat implements BinaryFormat<GpuAssignmentRow> {
    private static final long serialVersionUID = 1L;

    @Override
    public Class<GpuAssignmentRow> type() {
        return GpuAssignmentRow.class;
    }

    @Override
    public int version() {
        return 2;
    }

    @Override
    public void write(GpuAssignmentRow row, DataOutput out) throws IOException {
        out.writeUTF(row.gpu());
        out.writeUTF(row.target());
        write(row.validFrom(), out);
        writeNullable(row.validTo(), out);
        write(row.assertedAt(), out);
        out.writeUTF(row.source());
        out.writeUTF(row.reason());
        writeNullable(row.expiresAt(), out);
    }

    @Override
    public GpuAssignmentRow read(int version, DataInput in) throws IOException {
        return new GpuAssignmentRow(
                in.readUTF(),
                in.readUTF(),
                readInstant(in),
                in.readBoolean() ? readInstant(in) : null,
                readInstant(in),
                in.readUTF(),
                in.readUTF(),
                version > 1 && in.readBoolean() ? readInstant(in) : null);
    }

    private static void writeNullable(@Nullable Instant time, DataOutput out) throws IOException {
        out.writeBoolean(time != null);
        if (time != null) {
            write(time, out);
        }
    }

    private static void write(Instant time, DataOutput out) throws IOException {
        out.writeLong(time.getEpochSecond());
        out.writeInt(time.getNano());
    }

    private static Instant readInstant(DataInput in) throws IOException {
        return Instant.ofEpochSecond(in.readLong(), in.readInt());
    }

    @Override
    public GpuAssignmentRow copy(GpuAssignmentRow row) {
        return row;
    }
}
