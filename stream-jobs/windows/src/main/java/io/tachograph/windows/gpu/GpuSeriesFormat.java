package io.tachograph.windows.gpu;

import io.tachograph.windows.sample.OpenSeriesFormat;

/** How an open series of GPU readings is kept in a checkpoint. */
public final class GpuSeriesFormat extends OpenSeriesFormat<GpuReading, GpuTotals> {
    private static final long serialVersionUID = 1L;

    public GpuSeriesFormat() {
        super(new GpuKind());
    }

    @Override
    public int version() {
        return 2;
    }
}
