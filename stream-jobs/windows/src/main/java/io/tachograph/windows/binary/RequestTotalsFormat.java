package io.tachograph.windows.binary;

import io.tachograph.windows.RequestTotals;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** How {@link RequestTotals} are kept in a checkpoint. */
public final class RequestTotalsFormat implements BinaryFormat<RequestTotals> {
    private static final long serialVersionUID = 1L;

    @Override
    public Class<RequestTotals> type() {
        return RequestTotals.class;
    }

    @Override
    public int version() {
        return TotalsBinary.VERSION;
    }

    @Override
    public void write(RequestTotals totals, DataOutput out) throws IOException {
        TotalsBinary.write(totals, out);
    }

    @Override
    public RequestTotals read(int version, DataInput in) throws IOException {
        return TotalsBinary.read(version, in);
    }

    @Override
    public RequestTotals copy(RequestTotals totals) {
        return totals.copy();
    }
}
