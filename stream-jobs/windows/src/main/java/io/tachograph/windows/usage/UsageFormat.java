package io.tachograph.windows.usage;

import io.tachograph.store.UsageRow;
import io.tachograph.windows.binary.BinaryFormat;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** How a {@link UsageRow} is written. */
public final class UsageFormat implements BinaryFormat<UsageRow> {
    private static final long serialVersionUID = 1L;

    @Override
    public Class<UsageRow> type() {
        return UsageRow.class;
    }

    @Override
    public int version() {
        return 1;
    }

    @Override
    public void write(UsageRow row, DataOutput out) throws IOException {
        out.writeUTF(row.source());
        out.writeUTF(row.scope());
        out.writeUTF(row.name());
        out.writeUTF(row.model());
        out.writeUTF(row.tenant());
        RowFields.write(row.start(), out);
        RowFields.write(row.end(), out);
        RowFields.write(row.assertedAt(), out);
        RowFields.write(row.calls(), out);
        RowFields.write(row.failures(), out);
        RowFields.write(row.inputTokens(), out);
        RowFields.write(row.cachedInputTokens(), out);
        RowFields.write(row.outputTokens(), out);
        RowFields.write(row.totalTokens(), out);
        RowFields.write(row.costUsd(), out);
        RowFields.write(row.latencyP50Seconds(), out);
        RowFields.write(row.latencyP95Seconds(), out);
        RowFields.write(row.latencyP99Seconds(), out);
        RowFields.write(row.ttftP95Seconds(), out);
        out.writeUTF(row.agent());
    }

    @Override
    public UsageRow read(int version, DataInput in) throws IOException {
        return new UsageRow(
                in.readUTF(),
                in.readUTF(),
                in.readUTF(),
                in.readUTF(),
                in.readUTF(),
                RowFields.readInstant(in),
                RowFields.readInstant(in),
                RowFields.readInstant(in),
                RowFields.readLong(in),
                RowFields.readLong(in),
                RowFields.readLong(in),
                RowFields.readLong(in),
                RowFields.readLong(in),
                RowFields.readLong(in),
                RowFields.readDouble(in),
                RowFields.readDouble(in),
                RowFields.readDouble(in),
                RowFields.readDouble(in),
                RowFields.readDouble(in),
                in.readUTF());
    }

    @Override
    public UsageRow copy(UsageRow row) {
        return row;
    }
}
