package io.tachograph.store.postgres;

import io.tachograph.store.GpuWindowRow;
import io.tachograph.store.Resolution;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Types;
import java.util.Collection;
import java.util.Map;
import java.util.SortedMap;

/** Writes windows of GPUs. */
final class UpsertGpuWindows implements StoreWriter.Statements<GpuWindowRow> {
    private final WindowUpsert<GpuWindowRow> upsert = new WindowUpsert<>(
                    "gpu_window_", "gpu", GpuWindowRow::gpu, GpuWindowRow::stamp)
            .column("node", Types.VARCHAR, GpuWindowRow::node)
            .column("name", Types.VARCHAR, GpuWindowRow::name)
            .column("gpu_index", Types.INTEGER, GpuWindowRow::index)
            .column("covered_seconds", Types.DOUBLE, GpuWindowRow::coveredSeconds)
            .column("energy_joules", Types.DOUBLE, GpuWindowRow::energyJoules)
            .column("energy_seconds", Types.DOUBLE, GpuWindowRow::energySeconds)
            .column("energy_source", Types.VARCHAR, GpuWindowRow::energySource)
            .gauge("power_watts", GpuWindowRow::powerWatts)
            .gauge("utilization", GpuWindowRow::utilization)
            .gauge("memory_used_bytes", GpuWindowRow::memoryUsedBytes)
            .column("memory_total_bytes", Types.BIGINT, GpuWindowRow::memoryTotalBytes)
            .gauge("temperature_celsius", GpuWindowRow::temperatureCelsius)
            .gauge("sm_clock_mhz", GpuWindowRow::smClockMhz)
            .gauge("memory_clock_mhz", GpuWindowRow::memoryClockMhz)
            .column("throttled_share", Types.DOUBLE, GpuWindowRow::throttledShare);

    @Override
    public void execute(Connection transaction, Collection<GpuWindowRow> rows) throws SQLException {
        for (Map.Entry<Resolution, SortedMap<String, GpuWindowRow>> sized :
                upsert.newest(rows).entrySet()) {
            upsert.execute(transaction, sized.getKey(), sized.getValue().values());
        }
    }
}
