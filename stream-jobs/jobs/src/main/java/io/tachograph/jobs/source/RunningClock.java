package io.tachograph.jobs.source;

import java.time.Duration;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.apache.flink.util.clock.RelativeClock;

/**
 * The latest time less the out-of-orderness, and as much more as the machine's time has passed since, up to the latest
 * time itself. If a record is at most so much longer on its way than another, none of an earlier time comes after it.
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
