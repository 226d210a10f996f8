package io.tachograph.windows.gpu;

import static io.tachograph.windows.sample.FieldCheck.name;
import static io.tachograph.windows.sample.FieldCheck.time;

import io.tachograph.schemas.avro.GpuSample;
import io.tachograph.windows.InvalidRecordException;
import org.jspecify.annotations.Nullable;

/** Turns wire records into readings and refuses what cannot be true. */
public final class GpuReadings {
    /** NVML's software power cap, hardware slowdown, software and hardware thermal slowdown, power brake. */
    static final long THROTTLE_BITS = 0x4 | 0x8 | 0x20 | 0x40 | 0x80;

    /** No device draws a hundred kilowatts. */
    private static final double MAX_WATTS = 1e5;

    private static final double MAX_CELSIUS = 1_000;
    private static final double MAX_MHZ = 1e6;

    /** A megawatt for thirty years: beyond this, sums lose their millijoules. */
    private static final long MAX_MILLIJOULES = 1_000_000_000_000_000_000L;

    private GpuReadings() {}

    /** @throws InvalidRecordException when the record cannot be true */
    public static GpuReading of(GpuSample sample, int partition, long offset) throws InvalidRecordException {
        name("gpu", sample.getGpu(), true);
        name("node", sample.getNode(), false);
        name("name", sample.getName(), false);
        name("source", sample.getSource(), false);
        name("agent", sample.getAgent(), false);
        name("driver_version", sample.getDriverVersion(), false);
        time("at_micros", sample.getAtMicros());
        double[] gauges = new double[GpuGauge.values().length];
        gauges[GpuGauge.POWER.ordinal()] = within("power_watts", sample.getPowerWatts(), 0, MAX_WATTS);
        gauges[GpuGauge.UTILIZATION.ordinal()] = within("utilization", sample.getUtilization(), 0, 1);
        gauges[GpuGauge.MEMORY_USED.ordinal()] =
                within("memory_used_bytes", sample.getMemoryUsedBytes(), 0, Long.MAX_VALUE);
        gauges[GpuGauge.TEMPERATURE.ordinal()] =
                within("temperature_celsius", sample.getTemperatureCelsius(), -273.15, MAX_CELSIUS);
        gauges[GpuGauge.SM_CLOCK.ordinal()] = within("sm_clock_mhz", sample.getSmClockMhz(), 0, MAX_MHZ);
        gauges[GpuGauge.MEMORY_CLOCK.ordinal()] = within("memory_clock_mhz", sample.getMemoryClockMhz(), 0, MAX_MHZ);
        Long reasons = sample.getThrottleReasons();
        gauges[GpuGauge.THROTTLED.ordinal()] = reasons == null ? Double.NaN : (reasons & THROTTLE_BITS) == 0 ? 0 : 1;
        within("energy_millijoules", sample.getEnergyMillijoules(), 0, MAX_MILLIJOULES);
        within("memory_total_bytes", sample.getMemoryTotalBytes(), 0, Long.MAX_VALUE);
        within("index", sample.getIndex(), 0, Integer.MAX_VALUE);
        return new GpuReading(
                sample.getGpu(),
                sample.getNode(),
                sample.getName(),
                sample.getIndex() == null ? GpuReading.ABSENT : sample.getIndex(),
                sample.getAtMicros(),
                orAbsent(sample.getEnergyMillijoules()),
                orAbsent(sample.getMemoryTotalBytes()),
                gauges,
                sample.getSource(),
                sample.getAgent(),
                sample.getDriverVersion(),
                partition,
                offset);
    }

    private static long orAbsent(@Nullable Long value) {
        return value == null ? GpuReading.ABSENT : value;
    }

    private static double within(String field, @Nullable Number value, double least, double most)
            throws InvalidRecordException {
        if (value == null) {
            return Double.NaN;
        }
        double number = value.doubleValue();
        if (!(number >= least && number <= most)) {
            throw new InvalidRecordException(field + " " + value + " is not from " + least + " to " + most);
        }
        return number;
    }
}
