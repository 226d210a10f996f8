package io.tachograph.windows.request;

import io.tachograph.store.Series;
import io.tachograph.windows.LatencyMetric;
import io.tachograph.windows.RequestTotals;
import io.tachograph.windows.WindowGrid;
import io.tachograph.windows.WindowSnapshot;
import io.tachograph.windows.binary.TotalsBinary;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * A window of one series that requests still come into. It remembers the identity of every request it counted, which is
 * what makes "once" exact: a second delivery has the same event time, so it meets the same window.
 *
 * <p>Not thread-safe.
 */
public final class OpenWindow {
    private static final LatencyMetric[] METRICS = LatencyMetric.values();

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
     * Counts a sample, once.
     *
     * @return false when it was a second delivery
     */
    public boolean add(RequestSample sample) {
        changed = true;
        if (!seen.add(sample.idHigh(), sample.idLow())) {
            totals.addDuplicate();
            return false;
        }
        totals.addRequest(sample.outcome(), sample.inputTokens(), sample.cachedInputTokens(), sample.outputTokens());
        long[] nanos = sample.latencyNanos();
        for (LatencyMetric metric : METRICS) {
            if (nanos[metric.ordinal()] != RequestSample.ABSENT) {
                totals.record(metric, nanos[metric.ordinal()]);
            }
        }
        if (sample.chunkGaps() != null) {
            totals.record(LatencyMetric.ICL, sample.chunkGaps());
        }
        return true;
    }

    /** Whether it counted anything since its last snapshot. */
    public boolean changed() {
        return changed;
    }

    /** The window as it is now, with the next revision. */
    public WindowSnapshot snapshot(WindowGrid grid, long windowStartMillis, boolean complete) {
        changed = false;
        totals.cover(windowStartMillis, grid.endOf(windowStartMillis));
        return new WindowSnapshot(series, grid.resolution(), windowStartMillis, revision++, complete, totals.copy());
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

    static OpenWindow readFrom(DataInput in) throws IOException {
        return new OpenWindow(
                TotalsBinary.readSeries(in), TotalsBinary.read(in), IdSet.readFrom(in), in.readInt(), in.readBoolean());
    }
}
