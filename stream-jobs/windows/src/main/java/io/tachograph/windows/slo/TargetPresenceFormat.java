package io.tachograph.windows.slo;

import io.tachograph.windows.alert.AlertProgressFormat;
import io.tachograph.windows.binary.BinaryFormat;
import io.tachograph.windows.binary.TotalsBinary;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** How a {@link TargetPresence} is kept. */
public final class TargetPresenceFormat implements BinaryFormat<TargetPresence> {
    private static final long serialVersionUID = 1L;

    private final AlertProgressFormat progress = new AlertProgressFormat();

    @Override
    public Class<TargetPresence> type() {
        return TargetPresence.class;
    }

    @Override
    public int version() {
        return 1;
    }

    @Override
    public void write(TargetPresence presence, DataOutput out) throws IOException {
        TotalsBinary.writeSeries(presence.series(), out);
        out.writeLong(presence.lastEndMillis());
        out.writeByte(progress.version());
        progress.write(presence.alert(), out);
    }

    @Override
    public TargetPresence read(int version, DataInput in) throws IOException {
        return new TargetPresence(TotalsBinary.readSeries(in), in.readLong(), progress.read(in.readUnsignedByte(), in));
    }

    @Override
    public TargetPresence copy(TargetPresence presence) {
        return presence;
    }
}
