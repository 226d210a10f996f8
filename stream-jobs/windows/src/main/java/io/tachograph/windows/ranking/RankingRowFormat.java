package io.tachograph.windows.ranking;

import io.tachograph.store.RankingRow;
import io.tachograph.windows.binary.BinaryFormat;
import io.tachograph.windows.binary.Nullables;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

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
            writeEntry(entry, out);
        }
    }

    private static void writeEntry(RankingRow.Entry entry, DataOutput out) throws IOException {
        out.writeUTF(entry.model());
        RankingRow.Place place = entry.place();
        out.writeBoolean(place != null);
        if (place != null) {
            out.writeInt(place.rank());
            out.writeInt(place.best());
            out.writeInt(place.worst());
            out.writeInt(place.tieGroup());
        }
        Nullables.write(entry.value(), out);
        Nullables.write(entry.mean(), out);
        Nullables.write(entry.low(), out);
        Nullables.write(entry.high(), out);
        RankingRow.Evidence evidence = entry.evidence();
        out.writeLong(evidence.sampleSize());
        out.writeLong(evidence.sampleMinimum());
        out.writeInt(evidence.blocks());
        out.writeInt(evidence.chunkSeconds());
        Nullables.write(evidence.errorRate(), out);
        out.writeBoolean(evidence.stale());
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
            entries.add(readEntry(in));
        }
        return new RankingRow(metric, statistic, unit, origin, promptBand, streamed, windowEnd, window, entries);
    }

    private static RankingRow.Entry readEntry(DataInput in) throws IOException {
        return new RankingRow.Entry(
                in.readUTF(),
                in.readBoolean() ? new RankingRow.Place(in.readInt(), in.readInt(), in.readInt(), in.readInt()) : null,
                Nullables.read(in),
                Nullables.read(in),
                Nullables.read(in),
                Nullables.read(in),
                new RankingRow.Evidence(
                        in.readLong(), in.readLong(), in.readInt(), in.readInt(), Nullables.read(in), in.readBoolean()));
    }

    @Override
    public RankingRow copy(RankingRow ranking) {
        return ranking;
    }
}
