package io.tachograph.jobs.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.tachograph.jobs.source.TopicWatermarks.BetweenRecords;
import io.tachograph.schemas.avro.DeadLetter;
import io.tachograph.schemas.avro.DeadLetterReason;
import io.tachograph.windows.request.RequestSample;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.common.eventtime.WatermarkAlignmentParams;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkGeneratorSupplier;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.apache.flink.util.clock.ManualClock;
import org.apache.flink.util.clock.RelativeClock;
import org.junit.jupiter.api.Test;

class TopicWatermarksTest {
    private static final TopicEvent<RequestSample> GARBAGE =
            TopicEvent.of(new DeadLetter("t", 0, 0L, DeadLetterReason.UNREADABLE, "", null));

    private final ManualClock time = new ManualClock();
    private final List<String> said = new ArrayList<>();

    private final WatermarkOutput output = new WatermarkOutput() {
        @Override
        public void emitWatermark(Watermark watermark) {
            said.add("clock " + watermark.getTimestamp());
        }

        @Override
        public void markIdle() {
            said.add("idle");
        }

        @Override
        public void markActive() {
            said.add("active");
        }
    };

    private final WatermarkGenerator<TopicEvent<RequestSample>> clock = clock(BetweenRecords.STANDS);

    private WatermarkGenerator<TopicEvent<RequestSample>> clock(BetweenRecords between) {
        return new TopicWatermarks<RequestSample>("requests", Duration.ofSeconds(2), Duration.ofSeconds(5), between)
                .createWatermarkGenerator(new WatermarkGeneratorSupplier.Context() {
                    @Override
                    public MetricGroup getMetricGroup() {
                        return new UnregisteredMetricsGroup();
                    }

                    @Override
                    public RelativeClock getInputActivityClock() {
                        return time;
                    }
                });
    }

    private void seconds(int seconds, TopicEvent<RequestSample> event) {
        for (int i = 0; i < seconds; i++) {
            clock.onEvent(event, event.clockMillis(), output);
            clock.onPeriodicEmit(output);
            time.advanceTime(Duration.ofSeconds(1));
        }
    }

    @Test
    void partitionThatGetsNothingButGarbage_becomesIdle() {
        seconds(12, GARBAGE);

        assertThat(said).contains("idle").doesNotContain("active");
    }

    @Test
    void heartbeats_keepAPartitionGoing() {
        seconds(12, TopicEvent.heartbeat(100_000));

        assertThat(said).doesNotContain("idle").contains("clock 97999");
    }

    @Test
    void catchingUpOnAnHour_tellsTheClockEveryTenSecondsOfItThoughNobodyAsks() {
        for (long at = 0; at <= 3_600_000; at += 500) {
            clock.onEvent(TopicEvent.heartbeat(at), at, output);
            clock.onEvent(GARBAGE, TopicEvent.NO_CLOCK, output);
        }

        assertThat(said)
                .isEqualTo(LongStream.rangeClosed(1, 360)
                        .mapToObj(step -> "clock " + (step * 10_000 - 2_001))
                        .toList());
    }

    @Test
    void recordAfterALongSilence_wakesThePartitionAtOnce() {
        seconds(12, TopicEvent.heartbeat(100_000));
        for (int second = 0; second < 12; second++) {
            clock.onPeriodicEmit(output);
            time.advanceTime(Duration.ofSeconds(1));
        }
        assertThat(said).last().isEqualTo("idle");

        clock.onEvent(TopicEvent.heartbeat(160_000), 160_000, output);

        assertThat(said).last().isEqualTo("clock 157999");
    }

    @Test
    void clockThatRunsOn_reachesTheLatestRecordWhenLaterOnesCannotBeEarlier() {
        WatermarkGenerator<TopicEvent<RequestSample>> runsOn = clock(BetweenRecords.RUNS_ON);

        runsOn.onEvent(TopicEvent.heartbeat(100_000), 100_000, output);
        for (int tick = 0; tick < 4; tick++) {
            runsOn.onPeriodicEmit(output);
            time.advanceTime(Duration.ofMillis(900));
        }
        runsOn.onEvent(TopicEvent.heartbeat(99_000), 99_000, output);
        runsOn.onPeriodicEmit(output);
        runsOn.onEvent(TopicEvent.heartbeat(110_000), 110_000, output);
        runsOn.onPeriodicEmit(output);

        assertThat(said)
                .containsExactly(
                        "clock 97999",
                        "clock 98899",
                        "clock 99799",
                        "clock 100000",
                        "clock 100000",
                        "clock 107999",
                        "clock 107999");
    }

    @Test
    void partitionsWaitForEachOther_butForNoneThatLivesAndSpeaksBeforeItIsIdle() {
        WatermarkAlignmentParams alignment = new TopicWatermarks<RequestSample>(
                        "requests", Duration.ofSeconds(2), Duration.ofMinutes(10), BetweenRecords.STANDS)
                .getAlignmentParameters();

        assertThat(alignment.isEnabled()).isTrue();
        assertThat(alignment.getWatermarkGroup()).isEqualTo("requests");
        assertThat(alignment.getMaxAllowedWatermarkDrift()).isGreaterThan(600_000);
    }
}
