package io.tachograph.windows.binary;

import io.tachograph.store.Resolution;
import io.tachograph.windows.WindowSnapshot;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** How a {@link WindowSnapshot} is written. */
public final class WindowSnapshotFormat implements BinaryFormat<WindowSnapshot> {
    private static final long serialVersionUID = 1L;

    @Override
    public Class<WindowSnapshot> type() {
        return WindowSnapshot.class;
    }

    @Override
    public int version() {
        return TotalsBinary.VERSION;
    }

    @Override
    public void write(WindowSnapshot window, DataOutput out) throws IOException {
        TotalsBinary.writeSeries(window.series(), out);
        out.writeUTF(window.resolution().suffix());
        out.writeLong(window.windowStartMillis());
        out.writeInt(window.revision());
        out.writeBoolean(window.complete());
        TotalsBinary.write(window.totals(), out);
    }

    @Override
    public WindowSnapshot read(int version, DataInput in) throws IOException {
        return new WindowSnapshot(
                TotalsBinary.readSeries(in),
                Resolution.ofSuffix(in.readUTF()),
                in.readLong(),
                in.readInt(),
                in.readBoolean(),
                TotalsBinary.read(version, in));
    }

    @Override
    public WindowSnapshot copy(WindowSnapshot window) {
        return window;
    }
}
