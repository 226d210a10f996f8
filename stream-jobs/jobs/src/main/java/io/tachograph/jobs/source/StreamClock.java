package io.tachograph.jobs.source;

import java.time.Duration;
import org.apache.flink.api.common.eventtime.TimestampAssigner;
import org.apache.flink.api.common.eventtime.TimestampAssignerSupplier;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkGeneratorSupplier;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;

/**
 * The clock of each partition: the latest finish time seen there, less the out-of-orderness; idle without a sample or
 * heartbeat for a while. Dead letters do not touch it: a partition that gets nothing else must not hold up all others.
 */
final class StreamClock implements WatermarkStrategy<SourceEvent> {
    private static final long serialVersionUID = 1L;

    private final WatermarkStrategy<SourceEvent> ofGoodRecords;

    StreamClock(Duration outOfOrderness, Duration idleAfter) {
        ofGoodRecords = WatermarkStrategy.<SourceEvent>forBoundedOutOfOrderness(outOfOrderness)
                .withIdleness(idleAfter);
    }

    @Override
    public TimestampAssigner<SourceEvent> createTimestampAssigner(TimestampAssignerSupplier.Context context) {
        return (event, recordTimestamp) -> event.clockMillis();
    }

    @Override
    public WatermarkGenerator<SourceEvent> createWatermarkGenerator(WatermarkGeneratorSupplier.Context context) {
        WatermarkGenerator<SourceEvent> clock = ofGoodRecords.createWatermarkGenerator(context);
        return new WatermarkGenerator<>() {
            @Override
            public void onEvent(SourceEvent event, long timestamp, WatermarkOutput output) {
                if (event.deadLetter() == null) {
                    clock.onEvent(event, timestamp, output);
                }
            }

            @Override
            public void onPeriodicEmit(WatermarkOutput output) {
                clock.onPeriodicEmit(output);
            }
        };
    }
}
