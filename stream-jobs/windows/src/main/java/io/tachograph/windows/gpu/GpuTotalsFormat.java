package io.tachograph.windows.gpu;

import io.tachograph.windows.binary.BinaryFormat;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** How {@link GpuTotals} are written. */
public final class GpuTotalsFormat implements BinaryFormat<GpuTotals> {
    private static final long serialVersionUID = 1L;

    @Override
    public Class<GpuTotals> type() {
        return GpuTotals.class;
    }

    @Override
    public int version() {
        return 2;
    }

    @Override
    public void write(GpuTotals totals, DataOutput out) throws IOException {
        totals.writeTo(out);
    }

    @Override
    public GpuTotals read(int version, DataInput in) throws IOException {
        return GpuTotals.readFrom(version, in);
    }

    @Override
    public GpuTotals copy(GpuTotals totals) {
        return totals.copy();
    }
}
