package io.tachograph.windows.request;

import io.tachograph.store.Series;
import io.tachograph.windows.OpenTotals;
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
 * what makes "once" exact: a duplicate has the same event time, so it meets the same window.
 *
 * <p>Not thread-safe.
 */
public final class OpenWindow implements OpenTotals {
    private final Series series;
    private final IdSet seen;
    private RequestTotals totals;
    /** Somebody else has them, too, so the next change is made to a copy. */
    private boolean shared;

    private int revision;
    private boolean changed;

    public OpenWindow(Series series) {
        this(series, new RequestTotals(), false, new IdSet(), 0, false);
    }

    private OpenWindow(Series series, RequestTotals totals, boolean shared, IdSet seen, int revision, boolean changed) {
        this.series = series;
        this.totals = totals;
        this.shared = shared;
        this.seen = seen;
        this.revision = revision;
        this.changed = changed;
    }

    /**
     * Counts a sample of a model without SLOs, once.
     *
     * @return false when it was a duplicate
     */
    public boolean add(RequestSample sample) {
        return add(RequestGroup.of(sample), List.of()) == 1;
    }

    /**
     * Counts the samples of an arrival, each once. A batch of which none is known here is one sum; otherwise samples are
     * taken one by one.
     *
     * @param slos what they are judged by; a batch was made with the same
     * @return how many were no duplicates
     */
    public int add(RequestArrival arrival, List<SloDefinition> slos) {
        changed = true;
        RequestTotals own = own();
        if (arrival instanceof RequestBatch batch && !batch.anyIn(seen)) {
            batch.addTo(seen);
            own.merge(batch.totals());
            return batch.requests();
        }
        int counted = 0;
        for (RequestSample sample : arrival.deliveries()) {
            counted += Deduplication.add(sample, seen, own, slos) ? 1 : 0;
        }
        return counted;
    }

    @Override
    public boolean changed() {
        return changed;
    }

    @Override
    public WindowSnapshot snapshot(WindowGrid grid, long windowStartMillis, boolean complete) {
        changed = false;
        if (totals.spanFromMillis() != windowStartMillis) {
            own().cover(windowStartMillis, grid.endOf(windowStartMillis));
        }
        shared = true;
        return new WindowSnapshot(series, grid.resolution(), windowStartMillis, revision++, complete, totals);
    }

    /** The totals, for a change: most windows do not change after a snapshot of them, so it takes no copy. */
    private RequestTotals own() {
        if (shared) {
            totals = totals.copy();
            shared = false;
        }
        return totals;
    }

    OpenWindow copy() {
        return new OpenWindow(series, totals, true, seen.copy(), revision, changed);
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
                false,
                IdSet.readFrom(in),
                in.readInt(),
                in.readBoolean());
    }
}
