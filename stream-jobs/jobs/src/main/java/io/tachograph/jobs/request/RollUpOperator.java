package io.tachograph.jobs.request;

import io.tachograph.windows.WindowGrid;
import io.tachograph.windows.WindowSnapshot;
import io.tachograph.windows.rollup.Grouping;
import io.tachograph.windows.rollup.OpenRollUp;
import io.tachograph.windows.rollup.OpenRollUpFormat;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * Sums windows up to longer ones, of one series or of a group of series. A piece is always complete no later than the
 * sum it belongs to, because both stay open equally long after their end.
 *
 * <p>State per series: two {@link OpenRollUp} of an hour or a day, for the time in which the one that ended waits for
 * its last requests. Its javadoc says what one takes.
 */
public final class RollUpOperator extends OpenWindowsOperator<WindowSnapshot, OpenRollUp> {
    private static final long serialVersionUID = 1L;

    private final Grouping grouping;

    public RollUpOperator(WindowGrid grid, Grouping grouping) {
        super(grid, new OpenRollUpFormat());
        this.grouping = grouping;
    }

    @Override
    public void processElement(StreamRecord<WindowSnapshot> element) throws Exception {
        WindowSnapshot piece = element.getValue();
        OpenRollUp window = toChange(
                grid.startOf(piece.windowStartMillis()), () -> new OpenRollUp(grouping.groupOf(piece.series())));
        window.put(piece);
        keep(window);
    }
}
