package io.tachograph.windows.sample;

import io.tachograph.store.Resolution;
import io.tachograph.windows.binary.BinaryFormat;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** How a {@link SampleWindow} is written. */
public abstract class SampleWindowFormat<T> implements BinaryFormat<SampleWindow<T>> {
    private static final long serialVersionUID = 1L;

    private final BinaryFormat<T> totals;

    protected SampleWindowFormat(BinaryFormat<T> totals) {
        this.totals = totals;
    }

    @Override
    @SuppressWarnings("unchecked") // Flink asks for the class, which knows no parameters.
    public Class<SampleWindow<T>> type() {
        return (Class<SampleWindow<T>>) (Class<?>) SampleWindow.class;
    }

    @Override
    public int version() {
        return 1;
    }

    @Override
    public void write(SampleWindow<T> window, DataOutput out) throws IOException {
        out.writeUTF(window.series());
        out.writeUTF(window.resolution().suffix());
        out.writeLong(window.startMillis());
        out.writeInt(window.revision());
        out.writeBoolean(window.complete());
        totals.write(window.totals(), out);
    }

    @Override
    public SampleWindow<T> read(int version, DataInput in) throws IOException {
        return new SampleWindow<>(
                in.readUTF(),
                Resolution.ofSuffix(in.readUTF()),
                in.readLong(),
                in.readInt(),
                in.readBoolean(),
                totals.read(version, in));
    }

    @Override
    public SampleWindow<T> copy(SampleWindow<T> window) {
        return window;
    }
}
