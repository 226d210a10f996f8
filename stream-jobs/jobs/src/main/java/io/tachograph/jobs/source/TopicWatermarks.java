package io.tachograph.jobs.source;

import java.time.Duration;
import org.apache.flink.api.common.eventtime.TimestampAssigner;
import org.apache.flink.api.common.eventtime.TimestampAssignerSupplier;
import org.apache.flink.api.common.eventtime.WatermarkAlignmentParams;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkGeneratorSupplier;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;

/**
 * The clock of each partition: the latest time seen there, less the out-of-orderness; idle without a record that moves
 * it for a while. Dead letters do not touch it: a partition that gets nothing else must not hold up all others.
 *
 * <p>It goes the same way whether a job follows its topic live or catches up on a day within a second:
 *
 * <ul>
 *   <li>It is emitted whenever a record moves it by {@link #STEP}, and not only when Flink asks, every 200 ms of the
 *       machine's time. Otherwise an hour could pass in one jump, with all its readings waiting for the clock, and with
 *       all windows of ten seconds before the first of a minute on the topic that other jobs set their clocks by.
 *   <li>A partition that is further ahead of the slowest than a live one could be is not read on until that one follows
 *       or is idle: what the others hold back waits on Kafka and not in state.
 * </ul>
 *
 * @param <V> what values of the topic are
 */
public final class TopicWatermarks<V> implements WatermarkStrategy<TopicEvent<V>> {
    private static final long serialVersionUID = 1L;

    /** How far records may move a clock before it is emitted: the shortest window. */
    static final Duration STEP = Duration.ofSeconds(10);

    /** What partitions may differ by beyond {@code idleAfter}, for which one of few records holds up the others live. */
    private static final Duration SPREAD = Duration.ofMinutes(1);

    private static final Duration ALIGN_EVERY = Duration.ofSeconds(1);

    /** What the clock of a partition does while no record moves it. */
    public enum BetweenRecords {
        /** It stands, so a replay goes by the same clock as the stream did live. */
        STANDS,
        /**
         * It runs on to the time of the latest record, which it reaches {@code outOfOrderness} of the machine's time
         * after that record came. For what could else only wait for the next record. When records of one time are
         * further apart on arrival, as after a stall of a broker or of the job that writes them, the clock passes the
         * last ones: what is computed then lacks them, and a replay, which reads all at once, may compute something else.
         */
        RUNS_ON
    }

    private final WatermarkStrategy<TopicEvent<V>> ofGoodRecords;
    private final WatermarkAlignmentParams alignment;

    /**
     * @param source the source whose partitions wait for each other; no other source of the job has its name
     * @param outOfOrderness how much later than others of its partition a record may arrive
     * @param idleAfter a partition without a record that moves its clock for so long does not hold up the others
     */
    public TopicWatermarks(String source, Duration outOfOrderness, Duration idleAfter, BetweenRecords between) {
        WatermarkStrategy<TopicEvent<V>> strategy = between == BetweenRecords.RUNS_ON
                ? WatermarkStrategy.forGenerator(
                        context -> new RunningClock<>(outOfOrderness, context.getInputActivityClock()))
                : WatermarkStrategy.forBoundedOutOfOrderness(outOfOrderness);
        ofGoodRecords = strategy.withIdleness(idleAfter);
        alignment = new WatermarkAlignmentParams(idleAfter.plus(SPREAD).toMillis(), source, ALIGN_EVERY.toMillis());
    }

    @Override
    public WatermarkAlignmentParams getAlignmentParameters() {
        return alignment;
    }

    @Override
    public TimestampAssigner<TopicEvent<V>> createTimestampAssigner(TimestampAssignerSupplier.Context context) {
        return (event, recordTimestamp) -> event.clockMillis();
    }

    @Override
    public WatermarkGenerator<TopicEvent<V>> createWatermarkGenerator(WatermarkGeneratorSupplier.Context context) {
        WatermarkGenerator<TopicEvent<V>> clock = ofGoodRecords.createWatermarkGenerator(context);
        return new WatermarkGenerator<>() {
            private long told = TopicEvent.NO_CLOCK;

            @Override
            public void onEvent(TopicEvent<V> event, long timestamp, WatermarkOutput output) {
                long at = event.clockMillis();
                if (at == TopicEvent.NO_CLOCK) {
                    return;
                }
                clock.onEvent(event, timestamp, output);
                if (told == TopicEvent.NO_CLOCK) {
                    told = at;
                } else if (at - told >= STEP.toMillis()) {
                    told = at;
                    clock.onPeriodicEmit(output);
                }
            }

            @Override
            public void onPeriodicEmit(WatermarkOutput output) {
                clock.onPeriodicEmit(output);
            }
        };
    }
}
