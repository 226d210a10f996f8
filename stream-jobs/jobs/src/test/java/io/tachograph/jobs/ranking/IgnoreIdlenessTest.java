package io.tachograph.jobs.ranking;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.runtime.watermarkstatus.WatermarkStatus;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;

class IgnoreIdlenessTest {
    @Test
    @SuppressWarnings("try") // Closing may be interrupted.
    void everythingButBeingIdle_isPassedOn() throws Exception {
        try (OneInputStreamOperatorTestHarness<String, String> harness =
                new OneInputStreamOperatorTestHarness<>(new IgnoreIdleness<>())) {
            harness.open();

            harness.processElement(new StreamRecord<>("estimates", 1));
            harness.processWatermark(2);
            harness.processWatermarkStatus(WatermarkStatus.IDLE);
            harness.processWatermarkStatus(WatermarkStatus.ACTIVE);
            harness.processWatermark(3);

            assertThat(harness.getOutput())
                    .containsExactly(new StreamRecord<>("estimates", 1), new Watermark(2), new Watermark(3));
        }
    }
}
