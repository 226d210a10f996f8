package io.tachograph.jobs.request;

import io.tachograph.jobs.types.VersionedType;
import io.tachograph.windows.SeriesKey;
import io.tachograph.windows.SloRules;
import io.tachograph.windows.WindowGrid;
import io.tachograph.windows.WindowSnapshot;
import io.tachograph.windows.binary.WindowSnapshotFormat;
import io.tachograph.windows.request.RequestArrival;
import io.tachograph.windows.request.RequestArrivalFormat;
import io.tachograph.windows.request.RequestSample;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;

/** The operators of the request pipeline, each alone in a harness that is set up and not yet open. */
final class Harnesses {
    private Harnesses() {}

    static KeyedOneInputStreamOperatorTestHarness<String, RequestArrival, WindowSnapshot> windows(
            WindowGrid grid, SloRules rules) throws Exception {
        KeyedOneInputStreamOperatorTestHarness<String, RequestArrival, WindowSnapshot> harness =
                new KeyedOneInputStreamOperatorTestHarness<>(
                        new RequestWindowOperator(grid, rules),
                        arrival -> SeriesKey.of(arrival.series()),
                        Types.STRING);
        harness.setup(VersionedType.of(new WindowSnapshotFormat()).createSerializer(new SerializerConfigImpl()));
        return harness;
    }

    static KeyedOneInputStreamOperatorTestHarness<String, WindowSnapshot, WindowSnapshot> rollUp(WindowGrid grid)
            throws Exception {
        KeyedOneInputStreamOperatorTestHarness<String, WindowSnapshot, WindowSnapshot> harness =
                new KeyedOneInputStreamOperatorTestHarness<>(
                        new RollUpOperator(grid), window -> SeriesKey.of(window.series()), Types.STRING);
        harness.setup(VersionedType.of(new WindowSnapshotFormat()).createSerializer(new SerializerConfigImpl()));
        return harness;
    }

    static OneInputStreamOperatorTestHarness<RequestSample, RequestArrival> hot(WindowGrid grid, SloRules rules)
            throws Exception {
        OneInputStreamOperatorTestHarness<RequestSample, RequestArrival> harness =
                new OneInputStreamOperatorTestHarness<>(new HotRequestsOperator(grid, rules));
        harness.setup(VersionedType.of(new RequestArrivalFormat()).createSerializer(new SerializerConfigImpl()));
        return harness;
    }
}
