package io.tachograph.jobs.types;

import io.tachograph.windows.binary.BinaryFormat;
import java.io.IOException;
import java.util.Objects;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSchemaCompatibility;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.jspecify.annotations.Nullable;

/**
 * What a checkpoint remembers of a {@link VersionedSerializer}: the format's class name. Every value carries its own
 * version, so any later release of the same format reads it as it is.
 */
public final class VersionedSerializerSnapshot<T> implements TypeSerializerSnapshot<T> {
    private @Nullable BinaryFormat<T> format;

    /** For Flink, which fills it by {@link #readSnapshot}. */
    public VersionedSerializerSnapshot() {}

    VersionedSerializerSnapshot(BinaryFormat<T> format) {
        this.format = format;
    }

    @Override
    public int getCurrentVersion() {
        return 1;
    }

    @Override
    public void writeSnapshot(DataOutputView out) throws IOException {
        Class<?> type = format().getClass();
        try {
            // Its name is the class's.
            out.writeUTF(type.getConstructor().getName());
        } catch (NoSuchMethodException e) {
            throw new IOException(
                    type.getSimpleName()
                            + " writes what goes from operator to operator and is never kept: it has no public"
                            + " constructor without parameters, by which state is read again",
                    e);
        }
    }

    @Override
    @SuppressWarnings("unchecked") // The name was written by a snapshot of the same T.
    public void readSnapshot(int readVersion, DataInputView in, ClassLoader classLoader) throws IOException {
        String name = in.readUTF();
        try {
            format = (BinaryFormat<T>) Class.forName(name, true, classLoader)
                    .asSubclass(BinaryFormat.class)
                    .getConstructor()
                    .newInstance();
        } catch (ReflectiveOperationException e) {
            throw new IOException("state was written by the format " + name + ", which this version does not have", e);
        }
    }

    @Override
    public TypeSerializer<T> restoreSerializer() {
        return new VersionedSerializer<>(format());
    }

    @Override
    public TypeSerializerSchemaCompatibility<T> resolveSchemaCompatibility(TypeSerializerSnapshot<T> old) {
        return old instanceof VersionedSerializerSnapshot<T> other
                        && other.format().getClass().equals(format().getClass())
                ? TypeSerializerSchemaCompatibility.compatibleAsIs()
                : TypeSerializerSchemaCompatibility.incompatible();
    }

    private BinaryFormat<T> format() {
        return Objects.requireNonNull(format, "snapshot was not read yet");
    }
}
