package io.tachograph.windows.request;

import io.tachograph.store.Series;
import io.tachograph.windows.RequestTotals;
import io.tachograph.windows.SloDefinition;
import io.tachograph.windows.WindowGrid;
import io.tachograph.windows.WindowSnapshot;
import io.tachograph.windows.binary.TotalsBinary;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.List;

/**
 * A window of one series that requests still come into. It remembers the identity of every request it counted, which is
 * what makes "once" exact: a second delivery has the same event time, so it meets the same window.
 *
 * <p>Not thread-safe.
 */
public final class OpenWindow {
    private final Series series;
    private final RequestTotals totals;
    private final IdSet seen;
    private int revision;
    private boolean changed;

    public OpenWindow(Series series) {
        this(series, new RequestTotals(), new IdSet(), 0, false);
    }

    private OpenWindow(Series series, RequestTotals totals, IdSet seen, int revision, boolean changed) {
        this.series = series;
        this.totals = totals;
        this.seen = seen;
        this.revision = revision;
        this.changed = changed;
    }

    /**
     * Counts a sample of a model without SLOs, once.
     *
     * @return false when it was a second delivery
     */
    public boolean add(RequestSample sample) {
        return add(RequestGroup.of(sample), List.of()) == 1;
    }

    /**
     * Counts the samples of an arrival, each once. A batch of which none is known here is one sum; otherwise samples are
     * taken one by one.
     *
     * @param slos what they are judged by; a batch was made with the same
     * @return how many were no second deliveries
     */
    public int add(RequestArrival arrival, List<SloDefinition> slos) {
        changed = true;
        if (arrival instanceof RequestBatch batch && !batch.anyIn(seen)) {
            batch.addTo(seen);
            totals.merge(batch.totals());
            return batch.requests();
        }
        int counted = 0;
        for (RequestSample sample : arrival.deliveries()) {
            counted += CountOnce.add(sample, seen, totals, slos) ? 1 : 0;
        }
        return counted;
    }

    /** Whether it counted anything since its last snapshot. */
    public boolean changed() {
        return changed;
    }

    /** The window as it is now, with the next revision. When it is complete, nothing may be counted in it any more. */
    public WindowSnapshot snapshot(WindowGrid grid, long windowStartMillis, boolean complete) {
        changed = false;
        totals.cover(windowStartMillis, grid.endOf(windowStartMillis));
        // A complete window is forgotten, so its totals need no copy.
        RequestTotals now = complete ? totals : totals.copy();
        return new WindowSnapshot(series, grid.resolution(), windowStartMillis, revision++, complete, now);
    }

    OpenWindow copy() {
        return new OpenWindow(series, totals.copy(), seen.copy(), revision, changed);
    }

    void writeTo(DataOutput out) throws IOException {
        TotalsBinary.writeSeries(series, out);
        TotalsBinary.write(totals, out);
        seen.writeTo(out);
        out.writeInt(revision);
        out.writeBoolean(changed);
    }

    static OpenWindow readFrom(int version, DataInput in) throws IOException {
        return new OpenWindow(
                TotalsBinary.readSeries(in),
                TotalsBinary.read(version, in),
                IdSet.readFrom(in),
                in.readInt(),
                in.readBoolean());
    }
}
