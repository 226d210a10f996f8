package io.tachograph.windows.gpu;

import io.tachograph.windows.sample.SampleWindowFormat;

/** How a window of GPU readings is written. */
public final class GpuWindowFormat extends SampleWindowFormat<GpuTotals> {
    private static final long serialVersionUID = 1L;

    public GpuWindowFormat() {
        super(new GpuTotalsFormat());
    }

    @Override
    public int version() {
        return 2;
    }
}
