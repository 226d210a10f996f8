package io.tachograph.windows.container;

import io.tachograph.windows.binary.BinaryFormat;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** How {@link ContainerTotals} are written. */
public final class ContainerTotalsFormat implements BinaryFormat<ContainerTotals> {
    private static final long serialVersionUID = 1L;

    @Override
    public Class<ContainerTotals> type() {
        return ContainerTotals.class;
    }

    @Override
    public int version() {
        return 1;
    }

    @Override
    public void write(ContainerTotals totals, DataOutput out) throws IOException {
        totals.writeTo(out);
    }

    @Override
    public ContainerTotals read(int version, DataInput in) throws IOException {
        return ContainerTotals.readFrom(in);
    }

    @Override
    public ContainerTotals copy(ContainerTotals totals) {
        return totals.copy();
    }
}
