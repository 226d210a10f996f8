package io.tachograph.jobs.recompute;

import io.tachograph.store.Resolution;
import io.tachograph.windows.WindowSnapshot;
import org.apache.flink.api.common.accumulators.LongCounter;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichFilterFunction;

/** Passes windows that are complete and lie whole in the range. */
final class WholeWindows extends RichFilterFunction<WindowSnapshot> {
    private static final long serialVersionUID = 1L;

    private final TimeRange range;

    WholeWindows(TimeRange range) {
        this.range = range;
    }

    @Override
    public void open(OpenContext context) {
        for (Resolution resolution : Resolution.values()) {
            getRuntimeContext().addAccumulator(RecomputationCounts.WRITTEN + resolution.suffix(), new LongCounter());
            getRuntimeContext().addAccumulator(RecomputationCounts.CUT + resolution.suffix(), new LongCounter());
        }
    }

    @Override
    public boolean filter(WindowSnapshot window) {
        if (!window.complete()) {
            return false; // Its complete form follows.
        }
        boolean whole = range.containsWhole(window.windowStartMillis(), window.windowEndMillis());
        String name = whole ? RecomputationCounts.WRITTEN : RecomputationCounts.CUT;
        getRuntimeContext()
                .<Long, Long>getAccumulator(name + window.resolution().suffix())
                .add(1L);
        return whole;
    }
}
