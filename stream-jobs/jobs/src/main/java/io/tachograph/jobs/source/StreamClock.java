package io.tachograph.jobs.source;

import java.time.Duration;
import org.apache.flink.api.common.eventtime.TimestampAssigner;
import org.apache.flink.api.common.eventtime.TimestampAssignerSupplier;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkGeneratorSupplier;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;

/**
 * The clock of each partition: the latest time seen there, less the out-of-orderness; idle without a record that moves
 * it for a while. Dead letters do not touch it: a partition that gets nothing else must not hold up all others.
 */
final class StreamClock<E extends Clocked> implements WatermarkStrategy<E> {
    private static final long serialVersionUID = 1L;

    private final WatermarkStrategy<E> ofGoodRecords;

    StreamClock(Duration outOfOrderness, Duration idleAfter) {
        ofGoodRecords =
                WatermarkStrategy.<E>forBoundedOutOfOrderness(outOfOrderness).withIdleness(idleAfter);
    }

    @Override
    public TimestampAssigner<E> createTimestampAssigner(TimestampAssignerSupplier.Context context) {
        return (event, recordTimestamp) -> event.clockMillis();
    }

    @Override
    public WatermarkGenerator<E> createWatermarkGenerator(WatermarkGeneratorSupplier.Context context) {
        WatermarkGenerator<E> clock = ofGoodRecords.createWatermarkGenerator(context);
        return new WatermarkGenerator<>() {
            @Override
            public void onEvent(E event, long timestamp, WatermarkOutput output) {
                if (event.clockMillis() != Clocked.NO_CLOCK) {
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
