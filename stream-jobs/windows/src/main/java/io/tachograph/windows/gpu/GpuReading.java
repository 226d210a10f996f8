package io.tachograph.windows.gpu;

import io.tachograph.windows.sample.Sample;

/**
 * One reading of one GPU, checked.
 *
 * @param series UUID of the GPU
 * @param index on its node, {@link #ABSENT} when unknown
 * @param energyMillijoules counter since the driver was loaded, {@link #ABSENT} when the device has none
 * @param memoryTotalBytes {@link #ABSENT} when unknown
 * @param gauges by ordinal of {@link GpuGauge}, NaN for what the device does not tell; not to be changed
 */
@SuppressWarnings("ArrayRecordComponent") // On its way through the stream, never compared.
public record GpuReading(
        String series,
        String node,
        String name,
        int index,
        long atMicros,
        long energyMillijoules,
        long memoryTotalBytes,
        double[] gauges,
        int partition,
        long offset)
        implements Sample {
    public static final int ABSENT = -1;

    double gauge(GpuGauge gauge) {
        return gauges[gauge.ordinal()];
    }
}
