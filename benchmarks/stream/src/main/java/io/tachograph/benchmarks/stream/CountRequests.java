package io.tachograph.benchmarks.stream;

import io.tachograph.store.Resolution;
import io.tachograph.windows.WindowSnapshot;
import org.apache.flink.api.common.accumulators.LongCounter;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichMapFunction;

/** Passes windows on and counts the requests of the complete ones of ten seconds. */
final class CountRequests extends RichMapFunction<WindowSnapshot, WindowSnapshot> {
    static final String REQUESTS = "requests";
    private static final long serialVersionUID = 1L;

    private final LongCounter requests = new LongCounter();

    @Override
    public void open(OpenContext context) {
        getRuntimeContext().addAccumulator(REQUESTS, requests);
    }

    @Override
    public WindowSnapshot map(WindowSnapshot window) {
        if (window.complete() && window.resolution() == Resolution.TEN_SECONDS) {
            requests.add(window.totals().requests());
        }
        return window;
    }
}
