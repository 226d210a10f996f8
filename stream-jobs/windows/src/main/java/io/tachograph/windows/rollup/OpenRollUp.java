package io.tachograph.windows.rollup;

import io.tachograph.store.Series;
import io.tachograph.windows.OpenTotals;
import io.tachograph.windows.RequestTotals;
import io.tachograph.windows.WindowGrid;
import io.tachograph.windows.WindowSnapshot;
import io.tachograph.windows.binary.TotalsBinary;
import io.tachograph.windows.binary.Varint;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInput;
import java.io.DataInputStream;
import java.io.DataOutput;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.TreeMap;

/**
 * A window of one series that is the sum of shorter ones: a minute from its ten-second windows, an hour from its
 * minutes, a day from its hours.
 *
 * <p><b>Invariant:</b> a snapshot is the sum, over all pieces, of each piece's emission with the highest revision, and
 * that of a piece that was emitted complete is its last. So an emission replaces earlier ones of the same piece; a
 * piece that is complete is merged once, for good, and whatever comes of it afterwards is refused, as is an emission
 * that is older than the one that is held.
 *
 * <p>It holds one sum, and one more for each piece that is not complete: at most (length of the piece + maximum request
 * duration) / length of the piece, rounded up, plus one. A sum takes 150 bytes and for each of up to nine metrics 80
 * bytes and 8 for each bucket between its smallest and its largest value, of which there are 32 from one value to its
 * double: 2.6 kB for latencies that differ a thousandfold. Which pieces are merged takes one bit each.
 *
 * <p>Not thread-safe.
 */
public final class OpenRollUp implements OpenTotals {
    /** Pieces of a window at most: as many as a long has bits. An hour has 60 minutes, a day 24 hours. */
    private static final int MOST_PIECES = Long.SIZE;

    /** An emission of a piece that is not complete. */
    private static final class Piece {
        private final int revision;
        /** As {@link TotalsBinary} writes them: a tenth of the memory that they would take to be added to. */
        private final byte[] totals;

        private Piece(int revision, byte[] totals) {
            this.revision = revision;
            this.totals = totals;
        }
    }

    private final Series series;
    private final RequestTotals settled;
    /** A bit for each piece whose complete form is in {@link #settled}. */
    private long merged;
    /** By start. */
    private final Map<Long, Piece> unsettled;

    private int revision;
    private boolean changed;

    /** @param series dimensions of the pieces and of the sum */
    public OpenRollUp(Series series) {
        this(series, new RequestTotals(), 0, new TreeMap<>(), 0, false);
    }

    private OpenRollUp(
            Series series,
            RequestTotals settled,
            long merged,
            Map<Long, Piece> unsettled,
            int revision,
            boolean changed) {
        this.series = series;
        this.settled = settled;
        this.merged = merged;
        this.unsettled = unsettled;
        this.revision = revision;
        this.changed = changed;
    }

    /**
     * Takes in an emission of a piece, in place of any earlier one.
     *
     * @return false when it is refused: the piece was complete before, or a higher revision of it is held
     */
    public boolean put(WindowSnapshot piece) {
        changed = true; // If it is refused, the sum is emitted once more as it is.
        long bit = bitOf(piece);
        Piece held = unsettled.get(piece.windowStartMillis());
        if ((merged & bit) != 0 || (held != null && held.revision > piece.revision())) {
            return false;
        }
        if (piece.complete()) {
            unsettled.remove(piece.windowStartMillis());
            settled.merge(piece.totals());
            merged |= bit;
        } else {
            unsettled.put(piece.windowStartMillis(), new Piece(piece.revision(), bytesOf(piece.totals())));
        }
        return true;
    }

    /** Pieces of one window follow one another, so no two of them have the same number modulo their most. */
    private static long bitOf(WindowSnapshot piece) {
        long number = piece.windowStartMillis() / piece.resolution().length().toMillis();
        return 1L << Math.floorMod(number, MOST_PIECES);
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
        unsettled.values().forEach(piece -> totals.merge(totalsOf(piece.totals)));
        return new WindowSnapshot(series, grid.resolution(), windowStartMillis, revision++, complete, totals);
    }

    OpenRollUp copy() {
        return new OpenRollUp(series, settled.copy(), merged, new TreeMap<>(unsettled), revision, changed);
    }

    void writeTo(DataOutput out) throws IOException {
        TotalsBinary.writeSeries(series, out);
        TotalsBinary.write(settled, out);
        out.writeLong(merged);
        Varint.write(unsettled.size(), out);
        for (Map.Entry<Long, Piece> piece : unsettled.entrySet()) {
            out.writeLong(piece.getKey());
            out.writeInt(piece.getValue().revision);
            out.write(piece.getValue().totals);
        }
        out.writeInt(revision);
        out.writeBoolean(changed);
    }

    static OpenRollUp readFrom(int version, DataInput in) throws IOException {
        Series series = TotalsBinary.readSeries(in);
        RequestTotals settled = TotalsBinary.read(version, in);
        long merged = in.readLong();
        Map<Long, Piece> unsettled = new TreeMap<>();
        int pieces = Varint.readSize(in);
        for (int i = 0; i < pieces; i++) {
            unsettled.put(in.readLong(), new Piece(in.readInt(), bytesOf(TotalsBinary.read(version, in))));
        }
        return new OpenRollUp(series, settled, merged, unsettled, in.readInt(), in.readBoolean());
    }
}
