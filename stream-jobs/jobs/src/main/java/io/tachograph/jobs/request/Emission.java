package io.tachograph.jobs.request;

import io.tachograph.windows.WindowGrid;
import io.tachograph.windows.WindowSnapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.util.Collector;

/** What is the same for every kind of open window when a timer fires. */
final class Emission {
    private Emission() {}

    /** Takes the snapshot of an open window. */
    interface Snapshots<W> {
        WindowSnapshot take(W window, WindowGrid grid, long windowStart, boolean complete);
    }

    /** Emits and forgets the windows that are complete at {@code time}; emits the others that are due and changed. */
    static <W> void emit(
            MapState<Long, W> windows,
            WindowGrid grid,
            long time,
            Predicate<W> changed,
            Snapshots<W> snapshots,
            Collector<WindowSnapshot> out)
            throws Exception {
        List<Long> complete = new ArrayList<>();
        for (Map.Entry<Long, W> open : windows.entries()) {
            long start = open.getKey();
            W window = open.getValue();
            if (time >= grid.completeAt(start)) {
                out.collect(snapshots.take(window, grid, start, true));
                complete.add(start);
            } else if (changed.test(window) && time >= start + grid.emitEvery().toMillis()) {
                out.collect(snapshots.take(window, grid, start, false));
                open.setValue(window);
            }
        }
        for (Long start : complete) {
            windows.remove(start);
        }
    }
}
