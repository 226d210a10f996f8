package io.tachograph.store.postgres;

import io.tachograph.store.GpuWindowRow;
import io.tachograph.store.GpuWindowWriter;
import io.tachograph.store.Resolution;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Types;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/** Writes windows of GPUs. */
final class PostgresGpuWindowWriter implements GpuWindowWriter {
    private final WriterConnection connection;
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

    PostgresGpuWindowWriter(WriterConnection connection) {
        this.connection = connection;
    }

    @Override
    public synchronized void write(List<GpuWindowRow> rows) throws SQLException {
        if (!rows.isEmpty()) {
            connection.inTransaction(transaction -> writeAll(transaction, rows));
        }
    }

    private void writeAll(Connection transaction, List<GpuWindowRow> rows) throws SQLException {
        for (Map.Entry<Resolution, SortedMap<String, GpuWindowRow>> sized :
                upsert.newest(rows).entrySet()) {
            upsert.execute(transaction, sized.getKey(), sized.getValue().values());
        }
    }

    @Override
    public synchronized void close() {
        connection.close();
    }
}
