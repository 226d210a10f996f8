package io.tachograph.jobs.recompute;

import io.tachograph.jobs.source.TopicEvent;
import io.tachograph.windows.request.RequestSample;
import org.apache.flink.api.common.accumulators.LongCounter;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichFilterFunction;

/**
 * Passes requests that were sent on one day of the range. Each day's job reads the records again; the first reads all
 * that the others do, so it alone counts what is outside the range, and passes on what cannot count.
 */
final class InRange extends RichFilterFunction<TopicEvent<RequestSample>> {
    private static final long serialVersionUID = 1L;

    private final TimeRange day;
    private final TimeRange range;
    private final LongCounter requests = new LongCounter();
    private final LongCounter outside = new LongCounter();

    InRange(TimeRange day, TimeRange range) {
        this.day = day;
        this.range = range;
    }

    @Override
    public void open(OpenContext context) {
        getRuntimeContext().addAccumulator(RecomputationCounts.REQUESTS, requests);
        getRuntimeContext().addAccumulator(RecomputationCounts.OUTSIDE, outside);
    }

    @Override
    public boolean filter(TopicEvent<RequestSample> event) {
        boolean first = day.from().equals(range.from());
        if (event.value() == null) {
            return first && event.deadLetter() != null;
        }
        long sentAt = event.value().sentAtMillis();
        boolean in = day.contains(sentAt);
        if (in) {
            requests.add(1);
        } else if (first && !range.contains(sentAt)) {
            outside.add(1);
        }
        return in;
    }
}
