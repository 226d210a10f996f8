package io.tachograph.jobs.types;

import io.tachograph.windows.binary.BinaryFormat;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Writes values by a {@link BinaryFormat}, each behind the format's version. As thread-safe as the format. */
final class VersionedSerializer<T> extends TypeSerializer<T> {
    private static final long serialVersionUID = 1L;

    private final BinaryFormat<T> format;

    VersionedSerializer(BinaryFormat<T> format) {
        this.format = format;
    }

    BinaryFormat<T> format() {
        return format;
    }

    @Override
    public boolean isImmutableType() {
        return false;
    }

    @Override
    public TypeSerializer<T> duplicate() {
        BinaryFormat<T> own = format.duplicate();
        return own == format ? this : new VersionedSerializer<>(own);
    }

    @Override
    @SuppressWarnings("NullAway") // Flink's way to say that there is no empty value.
    public T createInstance() {
        return null;
    }

    @Override
    public T copy(T from) {
        return format.copy(from);
    }

    @Override
    public T copy(T from, T reuse) {
        return format.copy(from);
    }

    @Override
    public int getLength() {
        return -1;
    }

    @Override
    public void serialize(T value, DataOutputView out) throws IOException {
        out.writeByte(format.version());
        format.write(value, out);
    }

    @Override
    public T deserialize(DataInputView in) throws IOException {
        int version = in.readUnsignedByte();
        if (version < 1 || version > format.version()) {
            throw new IOException(format.type().getSimpleName() + " of version " + version
                    + " comes from a newer Tachograph; this one" + " reads up to version " + format.version());
        }
        return format.read(version, in);
    }

    @Override
    public T deserialize(T reuse, DataInputView in) throws IOException {
        return deserialize(in);
    }

    @Override
    public void copy(DataInputView in, DataOutputView out) throws IOException {
        serialize(deserialize(in), out);
    }

    @Override
    public boolean equals(Object o) {
        return o instanceof VersionedSerializer<?> other
                && other.format.getClass().equals(format.getClass());
    }

    @Override
    public int hashCode() {
        return format.getClass().getName().hashCode();
    }

    @Override
    public TypeSerializerSnapshot<T> snapshotConfiguration() {
        return new VersionedSerializerSnapshot<>(format);
    }
}
