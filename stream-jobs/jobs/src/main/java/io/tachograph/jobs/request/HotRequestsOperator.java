package io.tachograph.jobs.request;

import io.tachograph.windows.SloRules;
import io.tachograph.windows.WindowGrid;
import io.tachograph.windows.request.HotRequests;
import io.tachograph.windows.request.RequestArrival;
import io.tachograph.windows.request.RequestSample;
import java.util.function.Consumer;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.runtime.watermarkstatus.WatermarkStatus;

/**
 * Sums samples of hot series before they are sent to the subtask that owns them. What it holds is passed on before
 * anything that must not overtake it: a watermark, the input's going idle, a checkpoint's barrier, the end. So it needs
 * no state, and a sample is late with it exactly when it is late without.
 */
public final class HotRequestsOperator extends AbstractStreamOperator<RequestArrival>
        implements OneInputStreamOperator<RequestSample, RequestArrival> {
    private static final long serialVersionUID = 1L;

    private final WindowGrid grid;
    private final SloRules rules;
    private transient HotRequests hot;
    private transient Consumer<RequestArrival> next;

    /** @param grid the windows that follow */
    @SuppressWarnings("NullAway.Init") // Flink calls open() first.
    public HotRequestsOperator(WindowGrid grid, SloRules rules) {
        this.grid = grid;
        this.rules = rules;
    }

    @Override
    public void open() throws Exception {
        super.open();
        hot = new HotRequests(grid, rules);
        next = arrival -> output.collect(new StreamRecord<>(arrival));
    }

    @Override
    public void processElement(StreamRecord<RequestSample> sample) {
        hot.add(sample.getValue(), next);
    }

    @Override
    public void processWatermark(Watermark mark) throws Exception {
        hot.flush(next);
        super.processWatermark(mark);
    }

    @Override
    public void processWatermarkStatus(WatermarkStatus status) throws Exception {
        hot.flush(next);
        super.processWatermarkStatus(status);
    }

    @Override
    public void prepareSnapshotPreBarrier(long checkpointId) throws Exception {
        hot.flush(next);
        super.prepareSnapshotPreBarrier(checkpointId);
    }

    @Override
    public void finish() throws Exception {
        hot.flush(next);
        super.finish();
    }
}
