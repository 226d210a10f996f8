package io.tachograph.windows.request;

import io.tachograph.windows.binary.BinaryFormat;
import io.tachograph.windows.binary.TotalsBinary;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** How an {@link OpenWindow} is kept in a checkpoint. */
public final class OpenWindowFormat implements BinaryFormat<OpenWindow> {
    private static final long serialVersionUID = 1L;

    @Override
    public Class<OpenWindow> type() {
        return OpenWindow.class;
    }

    @Override
    public int version() {
        return TotalsBinary.VERSION;
    }

    @Override
    public void write(OpenWindow window, DataOutput out) throws IOException {
        window.writeTo(out);
    }

    @Override
    public OpenWindow read(int version, DataInput in) throws IOException {
        return OpenWindow.readFrom(version, in);
    }

    @Override
    public OpenWindow copy(OpenWindow window) {
        return window.copy();
    }
}
