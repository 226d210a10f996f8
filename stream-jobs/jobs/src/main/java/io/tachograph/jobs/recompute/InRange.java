package io.tachograph.jobs.recompute;

import io.tachograph.jobs.source.SourceEvent;
import org.apache.flink.api.common.accumulators.LongCounter;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichFilterFunction;

/** Passes requests that were sent in the range, and what cannot count. */
final class InRange extends RichFilterFunction<SourceEvent> {
    private static final long serialVersionUID = 1L;

    private final TimeRange range;
    private final LongCounter requests = new LongCounter();
    private final LongCounter outside = new LongCounter();

    InRange(TimeRange range) {
        this.range = range;
    }

    @Override
    public void open(OpenContext context) {
        getRuntimeContext().addAccumulator(RecomputationCounts.REQUESTS, requests);
        getRuntimeContext().addAccumulator(RecomputationCounts.OUTSIDE, outside);
    }

    @Override
    public boolean filter(SourceEvent event) {
        if (event.sample() == null) {
            return event.deadLetter() != null;
        }
        boolean in = range.contains(event.sample().sentAtMillis());
        (in ? requests : outside).add(1);
        return in;
    }
}
