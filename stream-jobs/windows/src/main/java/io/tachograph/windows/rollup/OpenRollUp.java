package io.tachograph.windows.rollup;

import io.tachograph.store.Series;
import io.tachograph.windows.RequestTotals;
import io.tachograph.windows.SeriesKey;
import io.tachograph.windows.WindowGrid;
import io.tachograph.windows.WindowSnapshot;
import io.tachograph.windows.binary.TotalsBinary;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
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
public final class OpenRollUp {
    private final Series group;
    private final RequestTotals settled;
    private final Map<String, RequestTotals> unsettled;
    private int revision;
    private boolean changed;

    /** @param group dimensions of the sum */
    public OpenRollUp(Series group) {
        this(group, new RequestTotals(), new HashMap<>(), 0, false);
    }

    private OpenRollUp(
            Series group, RequestTotals settled, Map<String, RequestTotals> unsettled, int revision, boolean changed) {
        this.group = group;
        this.settled = settled;
        this.unsettled = unsettled;
        this.revision = revision;
        this.changed = changed;
    }

    /** Takes in a snapshot of a piece, in place of any earlier one. */
    public void put(WindowSnapshot piece) {
        changed = true;
        String key = SeriesKey.of(piece.series()) + '@' + piece.windowStartMillis();
        if (piece.complete()) {
            unsettled.remove(key);
            settled.merge(piece.totals());
        } else {
            unsettled.put(key, piece.totals());
        }
    }

    /** Whether it took anything in since its last snapshot. */
    public boolean changed() {
        return changed;
    }

    /** The sum as it is now, with the next revision. */
    public WindowSnapshot snapshot(WindowGrid grid, long windowStartMillis, boolean complete) {
        changed = false;
        RequestTotals totals = settled.copy();
        unsettled.values().forEach(totals::merge);
        return new WindowSnapshot(group, grid.resolution(), windowStartMillis, revision++, complete, totals);
    }

    OpenRollUp copy() {
        Map<String, RequestTotals> pieces = new HashMap<>();
        unsettled.forEach((key, totals) -> pieces.put(key, totals.copy()));
        return new OpenRollUp(group, settled.copy(), pieces, revision, changed);
    }

    void writeTo(DataOutput out) throws IOException {
        TotalsBinary.writeSeries(group, out);
        TotalsBinary.write(settled, out);
        out.writeInt(unsettled.size());
        for (Map.Entry<String, RequestTotals> piece : unsettled.entrySet()) {
            out.writeUTF(piece.getKey());
            TotalsBinary.write(piece.getValue(), out);
        }
        out.writeInt(revision);
        out.writeBoolean(changed);
    }

    static OpenRollUp readFrom(int version, DataInput in) throws IOException {
        Series group = TotalsBinary.readSeries(in);
        RequestTotals settled = TotalsBinary.read(version, in);
        Map<String, RequestTotals> unsettled = new HashMap<>();
        int pieces = in.readInt();
        for (int i = 0; i < pieces; i++) {
            unsettled.put(in.readUTF(), TotalsBinary.read(version, in));
        }
        return new OpenRollUp(group, settled, unsettled, in.readInt(), in.readBoolean());
    }
}
