package io.tachograph.collectors.source.dcgm;

import io.tachograph.schemas.avro.GpuSample;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What an exporter's rows say of one GPU. A GPU that several pods share has a row for each, of which the first counts. Of
 * a partitioned GPU (MIG) there may be rows of its instances alone: these carry the whole GPU's power, temperature and
 * clocks, and each its own memory.
 */
final class ExporterGpu {
    private static final long MIB = 1L << 20;

    private final String uuid;
    private final Map<GpuField, Double> device = new EnumMap<>(GpuField.class);
    private final Map<GpuField, Double> instances = new EnumMap<>(GpuField.class);
    private final Map<GpuField, Set<String>> counted = new EnumMap<>(GpuField.class);
    private @Nullable Integer index;
    private String name = "";
    private String host = "";
    private String driver = "";

    ExporterGpu(String uuid) {
        this.uuid = uuid;
    }

    void take(GpuField field, ExporterLabels labels, double value) {
        describe(labels);
        String instance = labels.instance();
        if (instance.isEmpty()) {
            device.putIfAbsent(field, value);
        } else if (!field.isOfInstance()
                && counted.computeIfAbsent(field, f -> new HashSet<>()).add(instance)) {
            instances.merge(field, value, field.isShared() ? Double::sum : (first, other) -> first);
        }
    }

    private void describe(ExporterLabels labels) {
        if (index == null) {
            index = labels.index();
        }
        name = name.isEmpty() ? labels.model() : name;
        host = host.isEmpty() ? labels.host() : host;
        driver = driver.isEmpty() ? labels.driver() : driver;
    }

    /** @param node null for the host that the exporter names, or else {@code otherwise} */
    GpuSample sample(@Nullable String node, String otherwise, String agent, long atMicros) {
        Double utilization = value(GpuField.UTILIZATION_PERCENT);
        return GpuSample.newBuilder()
                .setGpu(uuid)
                .setIndex(index)
                .setName(name)
                .setNode(node != null ? node : host.isEmpty() ? otherwise : host)
                .setAgent(agent)
                .setSource(DcgmSourceKind.NAME)
                .setDriverVersion(driver)
                .setAtMicros(atMicros)
                .setPowerWatts(value(GpuField.POWER_WATTS))
                .setEnergyMillijoules(whole(value(GpuField.ENERGY_MILLIJOULES), 1))
                .setUtilization(utilization == null ? null : utilization / 100)
                .setMemoryUsedBytes(whole(value(GpuField.MEMORY_USED_MIB), MIB))
                .setMemoryTotalBytes(whole(totalMib(), MIB))
                .setTemperatureCelsius(value(GpuField.TEMPERATURE_CELSIUS))
                .setSmClockMhz(mhz(GpuField.SM_CLOCK_MHZ))
                .setMemoryClockMhz(mhz(GpuField.MEMORY_CLOCK_MHZ))
                .setThrottleReasons(whole(value(GpuField.THROTTLE_REASONS), 1))
                .build();
    }

    private @Nullable Double value(GpuField field) {
        Double whole = device.get(field);
        return whole == null ? instances.get(field) : whole;
    }

    private @Nullable Double totalMib() {
        Double total = value(GpuField.MEMORY_TOTAL_MIB);
        Double used = value(GpuField.MEMORY_USED_MIB);
        Double free = value(GpuField.MEMORY_FREE_MIB);
        Double reserved = value(GpuField.MEMORY_RESERVED_MIB);
        if (total != null) {
            return total;
        }
        return used == null || free == null ? null : Double.valueOf(used + free + (reserved == null ? 0 : reserved));
    }

    private @Nullable Integer mhz(GpuField field) {
        Double value = value(field);
        return value == null ? null : (int) Math.round(value);
    }

    private static @Nullable Long whole(@Nullable Double value, long unit) {
        return value == null ? null : Math.round(value * unit);
    }
}
