package io.tachograph.windows.usage;

import io.tachograph.store.ScoreRow;
import io.tachograph.windows.binary.BinaryFormat;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** How a {@link ScoreRow} is written. */
public final class ScoreFormat implements BinaryFormat<ScoreRow> {
    private static final long serialVersionUID = 1L;

    @Override
    public Class<ScoreRow> type() {
        return ScoreRow.class;
    }

    @Override
    public int version() {
        return 1;
    }

    @Override
    public void write(ScoreRow row, DataOutput out) throws IOException {
        out.writeUTF(row.source());
        out.writeUTF(row.name());
        out.writeUTF(row.type());
        out.writeUTF(row.category());
        out.writeUTF(row.model());
        out.writeUTF(row.tenant());
        RowFields.write(row.start(), out);
        RowFields.write(row.end(), out);
        RowFields.write(row.assertedAt(), out);
        out.writeLong(row.scores());
        RowFields.write(row.mean(), out);
        RowFields.write(row.minimum(), out);
        RowFields.write(row.maximum(), out);
        out.writeUTF(row.agent());
    }

    @Override
    public ScoreRow read(int version, DataInput in) throws IOException {
        return new ScoreRow(
                in.readUTF(),
                in.readUTF(),
                in.readUTF(),
                in.readUTF(),
                in.readUTF(),
                in.readUTF(),
                RowFields.readInstant(in),
                RowFields.readInstant(in),
                RowFields.readInstant(in),
                in.readLong(),
                RowFields.readDouble(in),
                RowFields.readDouble(in),
                RowFields.readDouble(in),
                in.readUTF());
    }

    @Override
    public ScoreRow copy(ScoreRow row) {
        return row;
    }
}
