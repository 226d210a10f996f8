package io.tachograph.windows.rollup;

import io.tachograph.store.Series;
import io.tachograph.windows.OpenTotals;
import io.tachograph.windows.RequestTotals;
import io.tachograph.windows.SeriesKey;
import io.tachograph.windows.WindowGrid;
import io.tachograph.windows.WindowSnapshot;
import io.tachograph.windows.binary.TotalsBinary;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInput;
import java.io.DataInputStream;
import java.io.DataOutput;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;

/**
 * A window that is the sum of others: a minute of one series from its ten-second windows, an hour from its minutes, a
 * day from its hours, or a model from its series. A piece that is complete is merged for good; of a piece that is not,
 * only the newest snapshot is kept, and replaced.
 *
 * <p>It holds one sum, and one more for each piece that is not complete: of the roll-up of one series these are at most
 * (length of the piece + maximum request duration) / length of the piece, rounded up, plus one. A sum takes 150 bytes
 * and for each of up to nine metrics 80 bytes and 8 for each bucket between its smallest and its largest value, of
 * which there are 32 from one value to its double: 2.6 kB for latencies that differ a thousandfold.
 *
 * <p>Not thread-safe.
 */
public final class OpenRollUp implements OpenTotals {
    /** Of {@link OpenRollUpFormat}, and so of the totals within. */
    private final Series group;

    private final RequestTotals settled;
    /** As {@link TotalsBinary} writes them: a tenth of the memory that they would take to be added to. */
    private final Map<String, byte[]> unsettled;

    private int revision;
    private boolean changed;

    /** @param group dimensions of the sum */
    public OpenRollUp(Series group) {
        this(group, new RequestTotals(), new HashMap<>(), 0, false);
    }

    private OpenRollUp(
            Series group, RequestTotals settled, Map<String, byte[]> unsettled, int revision, boolean changed) {
        this.group = group;
        this.settled = settled;
        this.unsettled = unsettled;
        this.revision = revision;
        this.changed = changed;
    }

    /** Takes in a snapshot of a piece, in place of any earlier one. */
    public void put(WindowSnapshot piece) {
        changed = true;
        String key =
                (piece.series().equals(group) ? "" : SeriesKey.of(piece.series())) + '@' + piece.windowStartMillis();
        if (piece.complete()) {
            unsettled.remove(key);
            settled.merge(piece.totals());
        } else {
            unsettled.put(key, bytesOf(piece.totals()));
        }
    }

    private static byte[] bytesOf(RequestTotals totals) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(1_024);
        try {
            TotalsBinary.write(totals, new DataOutputStream(bytes));
        } catch (IOException e) {
            throw new UncheckedIOException("totals could not be written to memory", e);
        }
        return bytes.toByteArray();
    }

    private static RequestTotals totalsOf(byte[] bytes) {
        try {
            return TotalsBinary.read(TotalsBinary.VERSION, new DataInputStream(new ByteArrayInputStream(bytes)));
        } catch (IOException e) {
            throw new UncheckedIOException("the totals of a piece cannot be read", e);
        }
    }

    @Override
    public boolean changed() {
        return changed;
    }

    @Override
    public WindowSnapshot snapshot(WindowGrid grid, long windowStartMillis, boolean complete) {
        changed = false;
        RequestTotals totals = settled.copy();
        unsettled.values().forEach(piece -> totals.merge(totalsOf(piece)));
        return new WindowSnapshot(group, grid.resolution(), windowStartMillis, revision++, complete, totals);
    }

    OpenRollUp copy() {
        return new OpenRollUp(group, settled.copy(), new HashMap<>(unsettled), revision, changed);
    }

    void writeTo(DataOutput out) throws IOException {
        TotalsBinary.writeSeries(group, out);
        TotalsBinary.write(settled, out);
        out.writeInt(unsettled.size());
        for (Map.Entry<String, byte[]> piece : unsettled.entrySet()) {
            out.writeUTF(piece.getKey());
            out.write(piece.getValue());
        }
        out.writeInt(revision);
        out.writeBoolean(changed);
    }

    static OpenRollUp readFrom(int version, DataInput in) throws IOException {
        Series group = TotalsBinary.readSeries(in);
        RequestTotals settled = TotalsBinary.read(version, in);
        Map<String, byte[]> unsettled = new HashMap<>();
        // Version 1 wrote the group's key before the time of its own pieces, too.
        String own = SeriesKey.of(group) + '@';
        int pieces = in.readInt();
        for (int i = 0; i < pieces; i++) {
            String key = in.readUTF();
            unsettled.put(
                    key.startsWith(own) ? key.substring(own.length() - 1) : key,
                    bytesOf(TotalsBinary.read(version, in)));
        }
        return new OpenRollUp(group, settled, unsettled, in.readInt(), in.readBoolean());
    }
}
