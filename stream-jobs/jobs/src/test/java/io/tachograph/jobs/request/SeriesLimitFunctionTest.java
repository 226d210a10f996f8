package io.tachograph.jobs.request;

import static io.tachograph.windows.RequestTimings.MIDNIGHT_MILLIS;
import static io.tachograph.windows.RequestTimings.success;
import static org.assertj.core.api.Assertions.assertThat;

import io.tachograph.jobs.types.VersionedType;
import io.tachograph.schemas.avro.DeadLetter;
import io.tachograph.schemas.avro.DeadLetterReason;
import io.tachograph.windows.request.RequestSample;
import io.tachograph.windows.request.RequestSampleFormat;
import io.tachograph.windows.request.RequestSamples;
import io.tachograph.windows.request.SeriesLimits;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.ProcessOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;

/** Tenants and series without end: what counts where, and what a restart changes: nothing. */
@SuppressWarnings("try") // Harnesses are only closed.
class SeriesLimitFunctionTest {
    private static final SeriesLimits LIMITS = new SeriesLimits(2, 4);

    private static OneInputStreamOperatorTestHarness<RequestSample, RequestSample> harness(int subtasks, int own)
            throws Exception {
        OneInputStreamOperatorTestHarness<RequestSample, RequestSample> harness =
                new OneInputStreamOperatorTestHarness<>(
                        new ProcessOperator<>(new SeriesLimitFunction(LIMITS)), 128, subtasks, own);
        harness.setup(VersionedType.of(new RequestSampleFormat()).createSerializer(new SerializerConfigImpl()));
        return harness;
    }

    private static StreamRecord<RequestSample> sample(int number, String target, String version, String tenant)
            throws Exception {
        return new StreamRecord<>(RequestSamples.of(
                success(number, MIDNIGHT_MILLIS)
                        .setTarget(target)
                        .setEngineVersion(version)
                        .setTenant(tenant)
                        .build(),
                1,
                number));
    }

    private static List<String> tenants(OneInputStreamOperatorTestHarness<RequestSample, RequestSample> harness) {
        return harness.extractOutputValues().stream()
                .map(sample -> sample.series().tenant())
                .toList();
    }

    @Test
    void tenantsBeyondTheLimit_countAsOther() throws Exception {
        try (var limit = harness(1, 0)) {
            limit.open();
            for (int i = 0; i < 6; i++) {
                limit.processElement(sample(i, "t", "1", "tenant " + i % 4));
            }

            assertThat(tenants(limit))
                    .containsExactly("tenant 0", "tenant 1", "~other", "~other", "tenant 0", "tenant 1");
            assertThat(limit.extractOutputValues().get(3).offset()).isEqualTo(3);
            assertThat(limit.getSideOutput(SeriesLimitFunction.REFUSED)).isNull();
        }
    }

    @Test
    void seriesBeyondTheLimit_areDeadLettersWithTheirPosition() throws Exception {
        try (var limit = harness(1, 0)) {
            limit.open();
            for (int i = 0; i < 6; i++) {
                limit.processElement(sample(i, "t", "1." + i, ""));
            }

            assertThat(limit.extractOutputValues()).hasSize(4);
            List<DeadLetter> refused = new ArrayList<>();
            limit.getSideOutput(SeriesLimitFunction.REFUSED).forEach(record -> refused.add(record.getValue()));
            assertThat(refused).extracting(DeadLetter::getOffset).containsExactly(4L, 5L);
            assertThat(refused).extracting(DeadLetter::getReason).containsOnly(DeadLetterReason.INVALID);
            assertThat(refused.get(0).getDetail()).contains("more than 4 series");
        }
    }

    @Test
    void restartWithOtherSubtasks_remembersWhatAnySubtaskAdmitted() throws Exception {
        OperatorSubtaskState first;
        OperatorSubtaskState second;
        try (var left = harness(2, 0);
                var right = harness(2, 1)) {
            left.open();
            right.open();
            for (int i = 0; i < 3; i++) {
                left.processElement(sample(i, "a", "1", "tenant " + i));
                right.processElement(sample(i, "b", "1", "tenant " + i));
            }
            first = left.snapshot(1, 1);
            second = right.snapshot(1, 1);
        }
        OperatorSubtaskState both = AbstractStreamOperatorTestHarness.repackageState(first, second);
        try (var one = harness(1, 0)) {
            one.initializeState(AbstractStreamOperatorTestHarness.repartitionOperatorState(both, 128, 2, 1, 0));
            one.open();
            for (String target : List.of("a", "b")) {
                for (int i = 3; i >= 0; i--) {
                    one.processElement(sample(i, target, "1", "tenant " + i));
                }
            }

            assertThat(tenants(one))
                    .containsExactly(
                            "~other", "~other", "tenant 1", "tenant 0", "~other", "~other", "tenant 1", "tenant 0");
        }
    }
}
