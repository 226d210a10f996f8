package io.tachograph.windows.rollup;

import io.tachograph.windows.binary.BinaryFormat;
import io.tachograph.windows.binary.TotalsBinary;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** How an {@link OpenRollUp} is kept in a checkpoint. */
public final class OpenRollUpFormat implements BinaryFormat<OpenRollUp> {
    private static final long serialVersionUID = 1L;

    @Override
    public Class<OpenRollUp> type() {
        return OpenRollUp.class;
    }

    @Override
    public int version() {
        return TotalsBinary.VERSION;
    }

    @Override
    public void write(OpenRollUp rollUp, DataOutput out) throws IOException {
        rollUp.writeTo(out);
    }

    @Override
    public OpenRollUp read(int version, DataInput in) throws IOException {
        return OpenRollUp.readFrom(version, in);
    }

    @Override
    public OpenRollUp copy(OpenRollUp rollUp) {
        return rollUp.copy();
    }
}
