package io.tachograph.windows.binary;

import io.tachograph.windows.EmittedWindow;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** How an {@link EmittedWindow} is written. */
public final class EmittedWindowFormat implements BinaryFormat<EmittedWindow> {
    private static final long serialVersionUID = 1L;

    private final WindowSnapshotFormat windows = new WindowSnapshotFormat();

    @Override
    public Class<EmittedWindow> type() {
        return EmittedWindow.class;
    }

    @Override
    public int version() {
        // The window's layout is part of this one's.
        return windows.version();
    }

    @Override
    public void write(EmittedWindow emitted, DataOutput out) throws IOException {
        out.writeInt(emitted.epoch());
        windows.write(emitted.window(), out);
    }

    @Override
    public EmittedWindow read(int version, DataInput in) throws IOException {
        return new EmittedWindow(in.readInt(), windows.read(version, in));
    }

    @Override
    public EmittedWindow copy(EmittedWindow emitted) {
        return emitted;
    }
}
