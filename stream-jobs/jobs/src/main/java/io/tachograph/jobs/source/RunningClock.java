package io.tachograph.jobs.source;

import java.time.Duration;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.apache.flink.util.clock.RelativeClock;

/**
 * The time of the latest record, less what is left of the out-of-orderness: all of it when that record comes, nothing once
 * so much of the machine's time has passed. As long as no record is on its way longer than another by more than the
 * out-of-orderness, none comes of a time that the clock has passed.
 */
final class RunningClock<E> implements WatermarkGenerator<E> {
    private final long outOfOrdernessMillis;
    private final RelativeClock machine;
    private long latest = Long.MIN_VALUE;
    private long latestCameAt;

    /** @param machine stands while the partition is not read */
    RunningClock(Duration outOfOrderness, RelativeClock machine) {
        this.outOfOrdernessMillis = outOfOrderness.toMillis();
        this.machine = machine;
    }

    @Override
    public void onEvent(E event, long timestamp, WatermarkOutput output) {
        if (timestamp > latest) {
            latest = timestamp;
            latestCameAt = machine.relativeTimeMillis();
        }
    }

    @Override
    public void onPeriodicEmit(WatermarkOutput output) {
        if (latest == Long.MIN_VALUE) {
            return;
        }
        long passed = machine.relativeTimeMillis() - latestCameAt;
        output.emitWatermark(
                new Watermark(passed > outOfOrdernessMillis ? latest : latest - outOfOrdernessMillis - 1 + passed));
    }
}
