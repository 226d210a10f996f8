package io.tachograph.store.postgres;

import io.tachograph.store.GpuWindowRow;
import java.sql.Types;

/** Writes windows of GPUs. */
final class UpsertGpuWindows {
    private UpsertGpuWindows() {}

    static WindowUpsert<String, GpuWindowRow> statements() {
        return new WindowUpsert<>(
                        "gpu_window_", "gpu", Types.VARCHAR, GpuWindowRow::gpu, "samples", GpuWindowRow::stamp)
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
                .column("throttled_share", Types.DOUBLE, GpuWindowRow::throttledShare)
                .column("source", Types.VARCHAR, GpuWindowRow::source)
                .column("driver_version", Types.VARCHAR, GpuWindowRow::driverVersion)
                .column("other_samples", Types.BIGINT, GpuWindowRow::otherSamples);
    }
}
