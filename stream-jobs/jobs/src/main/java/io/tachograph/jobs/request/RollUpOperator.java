package io.tachograph.jobs.request;

import io.tachograph.windows.WindowGrid;
import io.tachograph.windows.WindowSnapshot;
import io.tachograph.windows.rollup.OpenRollUp;
import io.tachograph.windows.rollup.OpenRollUpFormat;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.SimpleCounter;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * Sums windows of a series up to longer ones. Its input is one subtask of what emits the pieces, with watermarks and
 * pieces in the order in which they were emitted: never a shuffle, in which another subtask's clock could overtake
 * pieces. A piece is complete no later than the sum it belongs to, because both stay open equally long after their end,
 * so it always finds that sum open. What does not is refused, as {@link OpenRollUp} refuses what comes twice, and
 * counted in {@code refusedPieces}: it stays at zero unless one of these invariants is broken.
 *
 * <p>State per series: two {@link OpenRollUp} of an hour or a day, for the time in which the one that ended waits for
 * its last requests. Its javadoc says what one takes.
 */
@SuppressWarnings("NullAway.Init") // Flink calls open() first.
public final class RollUpOperator extends OpenWindowsOperator<WindowSnapshot, OpenRollUp> {
    private static final long serialVersionUID = 1L;

    private transient Counter refusedPieces;

    public RollUpOperator(WindowGrid grid) {
        super(grid, new OpenRollUpFormat());
    }

    @Override
    public void open() throws Exception {
        super.open();
        refusedPieces = getMetricGroup().counter("refusedPieces", new SimpleCounter());
    }

    @Override
    public void processElement(StreamRecord<WindowSnapshot> element) throws Exception {
        WindowSnapshot piece = element.getValue();
        long start = grid.startOf(piece.windowStartMillis());
        if (isComplete(start)) {
            refusedPieces.inc();
            return;
        }
        OpenRollUp window = toChange(start, () -> new OpenRollUp(piece.series()));
        if (!window.put(piece)) {
            refusedPieces.inc();
        }
        keep(window);
    }
}
