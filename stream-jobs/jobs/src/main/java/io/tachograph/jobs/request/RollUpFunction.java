package io.tachograph.jobs.request;

import io.tachograph.jobs.types.VersionedType;
import io.tachograph.windows.WindowGrid;
import io.tachograph.windows.WindowSnapshot;
import io.tachograph.windows.rollup.Grouping;
import io.tachograph.windows.rollup.OpenRollUp;
import io.tachograph.windows.rollup.OpenRollUpFormat;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Sums windows up to longer ones, of one series or of a group of series. A piece is always complete no later than the
 * sum it belongs to, because both stay open equally long after their end.
 *
 * <p>State per series: one {@link OpenRollUp} for each window that is not complete, that is (maximum request duration +
 * resolution) / resolution of them, rounded up: two of an hour or a day, for the time in which the one that ended waits
 * for its last requests. Its javadoc says what one takes.
 */
public final class RollUpFunction extends KeyedProcessFunction<String, WindowSnapshot, WindowSnapshot> {
    private static final long serialVersionUID = 1L;

    private final WindowGrid grid;
    private final Grouping grouping;
    private transient MapState<Long, OpenRollUp> windows;

    @SuppressWarnings("NullAway.Init") // Flink calls open() first.
    public RollUpFunction(WindowGrid grid, Grouping grouping) {
        this.grid = grid;
        this.grouping = grouping;
    }

    @Override
    public void open(OpenContext context) {
        windows = getRuntimeContext()
                .getMapState(
                        new MapStateDescriptor<>("roll-ups", Types.LONG, VersionedType.of(new OpenRollUpFormat())));
    }

    @Override
    public void processElement(WindowSnapshot piece, Context context, Collector<WindowSnapshot> out) throws Exception {
        long start = grid.startOf(piece.windowStartMillis());
        OpenRollUp window = windows.get(start);
        if (window == null) {
            window = new OpenRollUp(grouping.groupOf(piece.series()));
            context.timerService().registerEventTimeTimer(grid.completeAt(start));
        }
        if (!window.changed()) {
            long clock = context.timerService().currentWatermark();
            context.timerService().registerEventTimeTimer(grid.nextEmission(start, clock));
        }
        window.put(piece);
        windows.put(start, window);
    }

    @Override
    public void onTimer(long time, OnTimerContext context, Collector<WindowSnapshot> out) throws Exception {
        Emission.emit(windows, grid, time, OpenRollUp::changed, OpenRollUp::snapshot, out);
    }
}
