package io.tachograph.collectors.source.dcgm;

import java.util.List;

/** What an exporter tells of a GPU, and under which names. Of several the first that it has is taken. */
enum GpuField {
    UTILIZATION_PERCENT("DCGM_FI_DEV_GPU_UTIL gpu_gfx_activity"),
    POWER_WATTS("DCGM_FI_DEV_POWER_USAGE gpu_average_package_power gpu_power_usage"),
    ENERGY_MILLIJOULES("DCGM_FI_DEV_TOTAL_ENERGY_CONSUMPTION"),
    MEMORY_USED_MIB("DCGM_FI_DEV_FB_USED gpu_used_vram"),
    MEMORY_FREE_MIB("DCGM_FI_DEV_FB_FREE"),
    MEMORY_RESERVED_MIB("DCGM_FI_DEV_FB_RESERVED"),
    MEMORY_TOTAL_MIB("DCGM_FI_DEV_FB_TOTAL gpu_total_vram"),
    TEMPERATURE_CELSIUS("DCGM_FI_DEV_GPU_TEMP gpu_junction_temperature gpu_edge_temperature"),
    SM_CLOCK_MHZ("DCGM_FI_DEV_SM_CLOCK gpu_clock{GPU_CLOCK_TYPE_SYSTEM}"),
    MEMORY_CLOCK_MHZ("DCGM_FI_DEV_MEM_CLOCK gpu_clock{GPU_CLOCK_TYPE_MEMORY}"),
    THROTTLE_REASONS("DCGM_FI_DEV_CLOCKS_EVENT_REASONS DCGM_FI_DEV_CLOCK_THROTTLE_REASONS");

    private final String names;

    /** @param names divided by blanks; braces hold the clock of AMD's exporter */
    GpuField(String names) {
        this.names = names;
    }

    List<String> names() {
        return List.of(names.split(" "));
    }

    /** Whether the instances of a partitioned GPU have each a share of it; everything else is the whole GPU's. */
    boolean isShared() {
        return switch (this) {
            case MEMORY_USED_MIB, MEMORY_FREE_MIB, MEMORY_RESERVED_MIB, MEMORY_TOTAL_MIB -> true;
            default -> false;
        };
    }

    /** Whether an instance's value says nothing of the whole GPU. */
    boolean isOfInstance() {
        return this == UTILIZATION_PERCENT;
    }
}
