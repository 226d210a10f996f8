package io.tachograph.jobs.ranking;

import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.runtime.watermarkstatus.WatermarkStatus;

/**
 * Ends the input's being idle, between two shuffles. Behind the first, every subtask hears from all of the source's, so
 * none is idle by itself; it is only the last to hear that the source wakes. If it said that it is idle, what follows
 * would go by the clocks of others then, and rank models before all estimates are there.
 *
 * @param <T> what is passed on
 */
final class IgnoreIdleness<T> extends AbstractStreamOperator<T> implements OneInputStreamOperator<T, T> {
    private static final long serialVersionUID = 1L;

    @Override
    public void processElement(StreamRecord<T> element) {
        output.collect(element);
    }

    @Override
    public void processWatermarkStatus(WatermarkStatus status) {
        // What follows goes by watermarks alone.
    }
}
