package io.tachograph.windows.engine;

import io.tachograph.windows.binary.BinaryFormat;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** How {@link EngineTotals} are written. */
public final class EngineTotalsFormat implements BinaryFormat<EngineTotals> {
    private static final long serialVersionUID = 1L;

    @Override
    public Class<EngineTotals> type() {
        return EngineTotals.class;
    }

    @Override
    public int version() {
        return 1;
    }

    @Override
    public void write(EngineTotals totals, DataOutput out) throws IOException {
        totals.writeTo(out);
    }

    @Override
    public EngineTotals read(int version, DataInput in) throws IOException {
        return EngineTotals.readFrom(in);
    }

    @Override
    public EngineTotals copy(EngineTotals totals) {
        return totals.copy();
    }
}
