package io.tachograph.windows.gpu;

import io.tachograph.windows.binary.BinaryFormat;
import io.tachograph.windows.sample.SampleKind;

/** GPU readings as a kind of readings. */
public final class GpuKind implements SampleKind<GpuReading, GpuTotals> {
    private static final long serialVersionUID = 1L;

    @Override
    public GpuTotals newTotals() {
        return new GpuTotals();
    }

    /** One source counts, the one that counts already: several read one counter at different moments. */
    @Override
    public boolean yields(GpuReading sample, GpuReading last) {
        return !sample.isOfSourceOf(last);
    }

    @Override
    public BinaryFormat<GpuReading> samples() {
        return new GpuReadingFormat();
    }

    @Override
    public BinaryFormat<GpuTotals> totals() {
        return new GpuTotalsFormat();
    }
}
