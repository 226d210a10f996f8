package io.tachograph.jobs.request;

import static io.tachograph.windows.RequestTimings.MIDNIGHT_MILLIS;
import static io.tachograph.windows.RequestTimings.success;
import static org.assertj.core.api.Assertions.assertThat;

import io.tachograph.schemas.avro.DeadLetter;
import io.tachograph.store.Resolution;
import io.tachograph.windows.SloDefinition;
import io.tachograph.windows.SloRule;
import io.tachograph.windows.SloRules;
import io.tachograph.windows.WindowGrid;
import io.tachograph.windows.WindowSnapshot;
import io.tachograph.windows.request.RequestArrival;
import io.tachograph.windows.request.RequestBatch;
import io.tachograph.windows.request.RequestGroup;
import io.tachograph.windows.request.RequestSample;
import io.tachograph.windows.request.RequestSamples;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Queue;
import java.util.SplittableRandom;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.runtime.watermarkstatus.WatermarkStatus;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HotRequestsOperatorTest {
    private static final WindowGrid GRID =
            new WindowGrid(Resolution.TEN_SECONDS, Duration.ofSeconds(30), Duration.ofSeconds(10));
    private static final SloRules RULES = new SloRules(
            List.of(new SloRule("*", new SloDefinition("fast", 100_000_000, SloDefinition.ANY, SloDefinition.ANY))));

    private OneInputStreamOperatorTestHarness<RequestSample, RequestArrival> hot;
    private KeyedOneInputStreamOperatorTestHarness<String, RequestArrival, WindowSnapshot> direct;
    private KeyedOneInputStreamOperatorTestHarness<String, RequestArrival, WindowSnapshot> behind;
    private int batches;

    @BeforeEach
    void open() throws Exception {
        hot = Harnesses.hot(GRID, RULES);
        hot.open();
        direct = Harnesses.windows(GRID, RULES);
        direct.open();
        behind = Harnesses.windows(GRID, RULES);
        behind.open();
    }

    @AfterEach
    void close() throws Exception {
        hot.close();
        direct.close();
        behind.close();
    }

    private static RequestSample sample(long number, long sentAtMillis, String model) throws Exception {
        return RequestSamples.of(
                success(number, sentAtMillis)
                        .setTarget("t-" + model)
                        .setModel(model)
                        .build(),
                1,
                number);
    }

    /** Two hundred requests to one target: enough for a batch, too few to be passed on by their number. */
    private void send() throws Exception {
        for (int i = 0; i < 200; i++) {
            hot.processElement(new StreamRecord<>(sample(i, MIDNIGHT_MILLIS + i, "atlas")));
        }
        assertThat(delivered(hot.getOutput())).as("all are held").isZero();
    }

    private static int delivered(Iterable<Object> output) {
        int delivered = 0;
        for (Object element : output) {
            if (element instanceof StreamRecord<?> record) {
                delivered += ((RequestArrival) record.getValue()).size();
            }
        }
        return delivered;
    }

    @Test
    void whatIsHeld_goesBeforeTheWatermark() throws Exception {
        send();
        hot.processWatermark(MIDNIGHT_MILLIS);

        assertThat(delivered(hot.getOutput())).isEqualTo(200);
        assertThat(hot.getOutput()).last().isEqualTo(new Watermark(MIDNIGHT_MILLIS));
    }

    @Test
    void whatIsHeld_goesBeforeTheInputIsIdle() throws Exception {
        send();
        hot.processWatermarkStatus(WatermarkStatus.IDLE);

        assertThat(delivered(hot.getOutput())).isEqualTo(200);
        assertThat(hot.getOutput()).last().isEqualTo(WatermarkStatus.IDLE);
    }

    @Test
    void whatIsHeld_goesBeforeACheckpointsBarrier() throws Exception {
        send();
        hot.prepareSnapshotPreBarrier(1);

        assertThat(delivered(hot.getOutput())).isEqualTo(200);
    }

    @Test
    void whatIsHeld_goesBeforeTheEnd() throws Exception {
        send();
        hot.getOneInputOperator().finish();

        assertThat(delivered(hot.getOutput())).isEqualTo(200);
    }

    @Test
    void everyEmission_andEveryLateLetterIsTheSameWithAndWithout() throws Exception {
        SplittableRandom random = new SplittableRandom(11);
        // Given: two minutes of which most is one target; some twice, some a minute old and so sometimes late
        List<RequestSample> sent = new ArrayList<>();
        for (int i = 0; i < 12_000; i++) {
            long clock = MIDNIGHT_MILLIS + i * 10L;
            long age = random.nextInt(50) == 0 ? 60_000 : random.nextInt(2_000);
            RequestSample sample = i > 0 && random.nextInt(300) == 0
                    ? sent.get(random.nextInt(Math.max(0, i - 3_000), i))
                    : sample(i, clock - age, random.nextInt(3) > 0 ? "atlas" : "quiet-" + random.nextInt(200));
            sent.add(sample);

            // When
            direct.processElement(new StreamRecord<>(RequestGroup.of(sample)));
            hot.processElement(new StreamRecord<>(sample));
            if (i % 500 == 499) {
                direct.processWatermark(clock - 2_000);
                hot.processWatermark(clock - 2_000);
                pass();
            }
        }
        direct.processWatermark(Long.MAX_VALUE);
        hot.processWatermark(Long.MAX_VALUE);
        pass();

        // Then
        assertThat(batches).as("batches").isGreaterThan(10);
        assertThat(behind.extractOutputValues()).containsExactlyInAnyOrderElementsOf(direct.extractOutputValues());
        assertThat(late(behind)).isEqualTo(late(direct)).isNotEmpty();
    }

    private void pass() throws Exception {
        Queue<Object> output = hot.getOutput();
        for (Object element : output) {
            if (element instanceof Watermark mark) {
                behind.processWatermark(mark);
            } else if (element instanceof StreamRecord<?> record) {
                batches += record.getValue() instanceof RequestBatch ? 1 : 0;
                behind.processElement(new StreamRecord<>((RequestArrival) record.getValue()));
            }
        }
        output.clear();
    }

    private static List<DeadLetter> late(
            KeyedOneInputStreamOperatorTestHarness<String, RequestArrival, WindowSnapshot> windows) {
        return windows.getSideOutput(RequestWindowOperator.LATE).stream()
                .map(StreamRecord::getValue)
                .sorted(Comparator.comparingLong(DeadLetter::getOffset))
                .toList();
    }
}
