package io.tachograph.jobs.recompute;

import io.tachograph.store.Resolution;
import io.tachograph.windows.WindowSnapshot;
import org.apache.flink.api.common.accumulators.LongCounter;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichFilterFunction;

/** Passes windows in their complete form, and counts them. */
final class CompleteWindows extends RichFilterFunction<WindowSnapshot> {
    private static final long serialVersionUID = 1L;

    @Override
    public void open(OpenContext context) {
        for (Resolution resolution : Resolution.values()) {
            getRuntimeContext().addAccumulator(RecomputationCounts.WRITTEN + resolution.suffix(), new LongCounter());
        }
    }

    @Override
    public boolean filter(WindowSnapshot window) {
        if (window.complete()) {
            getRuntimeContext()
                    .<Long, Long>getAccumulator(
                            RecomputationCounts.WRITTEN + window.resolution().suffix())
                    .add(1L);
        }
        return window.complete();
    }
}
