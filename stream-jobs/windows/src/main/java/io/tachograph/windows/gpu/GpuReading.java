package io.tachograph.windows.gpu;

import io.tachograph.windows.sample.Sample;

/**
 * One reading of one GPU, checked.
 *
 * @param series UUID of the GPU
 * @param index on its node, {@link #ABSENT} when unknown
 * @param energyMillijoules counter since the driver was loaded, {@link #ABSENT} when the device has none
 * @param memoryTotalBytes {@link #ABSENT} when unknown
 * @param gauges by ordinal of {@link GpuGauge}, NaN for what the device does not report; not to be changed
 * @param source kind of source that read it, empty when unknown
 * @param agent that read it, empty in what was kept before agents were kept apart
 * @param driverVersion empty when unknown
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
        String source,
        String agent,
        String driverVersion,
        int partition,
        long offset)
        implements Sample {
    public static final int ABSENT = -1;

    /** Whether both are known to be of one source: counters that different sources read are not of one moment. */
    boolean isOfSourceOf(GpuReading other) {
        boolean unknown = agent.isEmpty() || other.agent.isEmpty();
        return unknown || (agent.equals(other.agent) && source.equals(other.source));
    }

    double gauge(GpuGauge gauge) {
        return gauges[gauge.ordinal()];
    }
}
