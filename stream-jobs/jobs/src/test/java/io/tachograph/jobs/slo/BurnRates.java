package io.tachograph.jobs.slo;

import static io.tachograph.windows.RequestTimings.MIDNIGHT_MILLIS;

import io.tachograph.jobs.types.VersionedType;
import io.tachograph.store.AlertRow;
import io.tachograph.store.Series;
import io.tachograph.windows.alert.AlertRowFormat;
import io.tachograph.windows.slo.EventCounts;
import io.tachograph.windows.slo.SloMinute;
import java.util.List;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;

/** The burn-rate function of one target's SLO {@code chat}; minutes are counted from midnight. */
final class BurnRates {
    private static final long MIDNIGHT = MIDNIGHT_MILLIS / 60_000;

    private final KeyedOneInputStreamOperatorTestHarness<String, SloMinute, AlertRow> harness;

    BurnRates(SloConfig config) {
        try {
            harness = new KeyedOneInputStreamOperatorTestHarness<>(
                    new KeyedProcessOperator<>(new BurnRateFunction(config)), WatchedMinutes::keyOf, Types.STRING);
            harness.setup(VersionedType.of(new AlertRowFormat()).createSerializer(new SerializerConfigImpl()));
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    KeyedOneInputStreamOperatorTestHarness<String, SloMinute, AlertRow> harness() {
        return harness;
    }

    void deliver(int minute, String tenant, int revision, long eligible, long missed) throws Exception {
        Series series = new Series("eu-vllm-atlas", "eu", "vllm", "atlas", "1", tenant, "gateway", "short", true);
        harness.processElement(new StreamRecord<>(new SloMinute(
                "chat",
                "ttft=500000000ns",
                0.99,
                series,
                MIDNIGHT + minute,
                0,
                eligible,
                false,
                revision,
                new EventCounts(eligible, missed))));
    }

    void clockAt(int minute) throws Exception {
        harness.processWatermark(MIDNIGHT_MILLIS + minute * 60_000L);
    }

    List<AlertRow> emitted() {
        List<AlertRow> alerts = List.copyOf(harness.extractOutputValues());
        harness.getOutput().clear();
        return alerts;
    }
}
