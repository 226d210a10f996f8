package io.tachograph.jobs.inventory;

import io.tachograph.jobs.types.VersionedType;
import io.tachograph.schemas.avro.Event;
import io.tachograph.schemas.avro.InventoryEngine;
import io.tachograph.windows.inventory.EngineVersion;
import io.tachograph.windows.inventory.EngineVersionFormat;
import org.apache.avro.specific.SpecificRecord;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/**
 * A deploy whenever the engine of a target says another version than before, whichever agent asked, and however often
 * agents were started meanwhile. State per target, for ever: its last version.
 */
final class DeployFunction extends KeyedProcessFunction<String, SpecificRecord, SpecificRecord> {
    private static final long serialVersionUID = 1L;

    private transient ValueState<EngineVersion> last;

    @SuppressWarnings("NullAway.Init") // Flink calls open() first.
    DeployFunction() {}

    @Override
    public void open(OpenContext context) {
        last = getRuntimeContext()
                .getState(new ValueStateDescriptor<>("version", VersionedType.of(new EngineVersionFormat())));
    }

    @Override
    public void processElement(SpecificRecord record, Context context, Collector<SpecificRecord> out) throws Exception {
        InventoryEngine said = (InventoryEngine) record;
        EngineVersion now = EngineVersion.of(said);
        EngineVersion before = last.value();
        if (now == null || (before != null && !now.isAfter(before))) {
            return;
        }
        last.update(now);
        Event deploy = before == null ? null : now.deployAfter(before, said);
        if (deploy != null) {
            out.collect(deploy);
        }
    }
}
