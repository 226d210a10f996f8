package io.tachograph.windows.ranking;

import io.tachograph.store.RankingRow;
import io.tachograph.windows.binary.BinaryFormat;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How a {@link RankingRow} travels to the sinks. */
public final class RankingRowFormat implements BinaryFormat<RankingRow> {
    private static final long serialVersionUID = 1L;

    @Override
    public Class<RankingRow> type() {
        return RankingRow.class;
    }

    @Override
    public int version() {
        return 1;
    }

    @Override
    public void write(RankingRow ranking, DataOutput out) throws IOException {
        out.writeUTF(ranking.metric());
        out.writeUTF(ranking.statistic());
        out.writeUTF(ranking.unit());
        out.writeUTF(ranking.origin());
        out.writeUTF(ranking.promptBand());
        out.writeBoolean(ranking.streamed());
        out.writeLong(ranking.windowEnd().toEpochMilli());
        out.writeLong(ranking.window().toMillis());
        out.writeInt(ranking.entries().size());
        for (RankingRow.Entry entry : ranking.entries()) {
            out.writeUTF(entry.model());
            out.writeInt(entry.rank() == null ? 0 : entry.rank());
            writeNullable(entry.value(), out);
            writeNullable(entry.mean(), out);
            out.writeLong(entry.sampleSize());
            out.writeLong(entry.sampleMinimum());
        }
    }

    @Override
    public RankingRow read(int version, DataInput in) throws IOException {
        String metric = in.readUTF();
        String statistic = in.readUTF();
        String unit = in.readUTF();
        String origin = in.readUTF();
        String promptBand = in.readUTF();
        boolean streamed = in.readBoolean();
        Instant windowEnd = Instant.ofEpochMilli(in.readLong());
        Duration window = Duration.ofMillis(in.readLong());
        List<RankingRow.Entry> entries = new ArrayList<>();
        int size = in.readInt();
        for (int i = 0; i < size; i++) {
            String model = in.readUTF();
            int rank = in.readInt();
            entries.add(new RankingRow.Entry(
                    model, rank == 0 ? null : rank, readNullable(in), readNullable(in), in.readLong(), in.readLong()));
        }
        return new RankingRow(metric, statistic, unit, origin, promptBand, streamed, windowEnd, window, entries);
    }

    private static void writeNullable(@Nullable Double value, DataOutput out) throws IOException {
        out.writeBoolean(value != null);
        if (value != null) {
            out.writeDouble(value);
        }
    }

    private static @Nullable Double readNullable(DataInput in) throws IOException {
        return in.readBoolean() ? in.readDouble() : null;
    }

    @Override
    public RankingRow copy(RankingRow ranking) {
        return ranking;
    }
}
