package io.tachograph.collectors.source.nvml;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * What is asked of a device, in NVML's units: which function it is, which older one stands in, and where its struct has
 * what. Absent (null) is what a device, its driver or this process' permissions do not give.
 */
final class GpuGauges {
    /** Struct versions: size and number. */
    private static final int MEMORY_V2 = 40 | 2 << 24;

    private static final int TEMPERATURE_V1 = 12 | 1 << 24;

    private static final int SENSOR_GPU = 0;
    private static final int SINCE_DRIVER_LOAD = 0;

    private GpuGauges() {}

    /**
     * @param gpu per cent of the last sixth of a second to second in which any kernel ran
     * @param memory per cent in which memory was read or written
     */
    record Utilization(int gpu, int memory) {}

    /** Bytes. */
    record MemoryUse(long used, long total) {}

    static @Nullable Utilization utilization(NvmlDevice device) throws NvmlException {
        ByteBuffer rates = device.struct("nvmlDeviceGetUtilizationRates", 0);
        return rates == null ? null : new Utilization(rates.getInt(0), rates.getInt(4));
    }

    /** By the newer function {@code used} is what processes use; by the older one the driver's reserve is in it. */
    static @Nullable MemoryUse memory(NvmlDevice device) throws NvmlException {
        ByteBuffer newer = device.struct("nvmlDeviceGetMemoryInfo_v2", MEMORY_V2);
        if (newer != null) {
            return new MemoryUse(newer.getLong(32), newer.getLong(8));
        }
        ByteBuffer older = device.struct("nvmlDeviceGetMemoryInfo", 0);
        return older == null ? null : new MemoryUse(older.getLong(16), older.getLong(0));
    }

    /** Degrees Celsius. */
    static @Nullable Long temperature(NvmlDevice device) throws NvmlException {
        ByteBuffer newer = device.struct("nvmlDeviceGetTemperatureV", TEMPERATURE_V1);
        return newer == null
                ? device.unsignedInt("nvmlDeviceGetTemperature", SENSOR_GPU)
                : (Long) (long) newer.getInt(8);
    }

    /** Degrees Celsius. */
    static @Nullable Long memoryTemperature(NvmlDevice device) throws NvmlException {
        return device.field(FieldValue.MEMORY_TEMPERATURE);
    }

    /** Milliwatts. */
    static @Nullable Long power(NvmlDevice device) throws NvmlException {
        return device.unsignedInt("nvmlDeviceGetPowerUsage");
    }

    /** Milliwatts. */
    static @Nullable Long powerLimit(NvmlDevice device) throws NvmlException {
        return device.unsignedInt("nvmlDeviceGetEnforcedPowerLimit");
    }

    /** Millijoules since the driver was loaded. */
    static @Nullable Long energy(NvmlDevice device) throws NvmlException {
        return device.unsignedLong("nvmlDeviceGetTotalEnergyConsumption");
    }

    /** MHz. */
    static @Nullable Long smClock(NvmlDevice device) throws NvmlException {
        return device.unsignedInt("nvmlDeviceGetClockInfo", 1);
    }

    /** MHz. */
    static @Nullable Long memoryClock(NvmlDevice device) throws NvmlException {
        return device.unsignedInt("nvmlDeviceGetClockInfo", 2);
    }

    /** Bits. */
    static @Nullable Long throttleReasons(NvmlDevice device) throws NvmlException {
        Long newer = device.unsignedLong("nvmlDeviceGetCurrentClocksEventReasons");
        return newer == null ? device.unsignedLong("nvmlDeviceGetCurrentClocksThrottleReasons") : newer;
    }

    static @Nullable Long eccCorrected(NvmlDevice device) throws NvmlException {
        return device.unsignedLong("nvmlDeviceGetTotalEccErrors", 0, SINCE_DRIVER_LOAD);
    }

    static @Nullable Long eccUncorrected(NvmlDevice device) throws NvmlException {
        return device.unsignedLong("nvmlDeviceGetTotalEccErrors", 1, SINCE_DRIVER_LOAD);
    }

    /** KB/s. Takes 20 ms. */
    static @Nullable Long pcieSent(NvmlDevice device) throws NvmlException {
        return device.unsignedInt("nvmlDeviceGetPcieThroughput", 0);
    }

    /** KB/s. Takes 20 ms. */
    static @Nullable Long pcieReceived(NvmlDevice device) throws NvmlException {
        return device.unsignedInt("nvmlDeviceGetPcieThroughput", 1);
    }
}
