package io.tachograph.jobs.sample;

import java.time.Duration;
import org.apache.flink.api.common.eventtime.TimestampAssigner;
import org.apache.flink.api.common.eventtime.TimestampAssignerSupplier;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkGeneratorSupplier;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;

/** The clock of each partition: its latest reading, less the out-of-orderness; dead letters do not touch it. */
final class EventClock<V> implements WatermarkStrategy<TopicEvent<V>> {
    private static final long serialVersionUID = 1L;

    private final WatermarkStrategy<TopicEvent<V>> ofValues;

    EventClock(Duration outOfOrderness, Duration idleAfter) {
        ofValues = WatermarkStrategy.<TopicEvent<V>>forBoundedOutOfOrderness(outOfOrderness)
                .withIdleness(idleAfter);
    }

    @Override
    public TimestampAssigner<TopicEvent<V>> createTimestampAssigner(TimestampAssignerSupplier.Context context) {
        return (event, recordTimestamp) -> event.clockMillis();
    }

    @Override
    public WatermarkGenerator<TopicEvent<V>> createWatermarkGenerator(WatermarkGeneratorSupplier.Context context) {
        WatermarkGenerator<TopicEvent<V>> clock = ofValues.createWatermarkGenerator(context);
        return new WatermarkGenerator<>() {
            @Override
            public void onEvent(TopicEvent<V> event, long timestamp, WatermarkOutput output) {
                if (event.clockMillis() != Long.MIN_VALUE) {
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
