package io.tachograph.jobs.types;

import io.tachograph.windows.binary.BinaryFormat;
import org.apache.flink.api.common.serialization.SerializerConfig;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;

/**
 * Tells Flink to write a type by its {@link BinaryFormat}. Formats of one class count as one: those that differ in what
 * they were made with cannot be kept in state.
 */
public final class VersionedType<T> extends TypeInformation<T> {
    private static final long serialVersionUID = 1L;

    private final BinaryFormat<T> format;

    private VersionedType(BinaryFormat<T> format) {
        this.format = format;
    }

    public static <T> VersionedType<T> of(BinaryFormat<T> format) {
        return new VersionedType<>(format);
    }

    @Override
    public boolean isBasicType() {
        return false;
    }

    @Override
    public boolean isTupleType() {
        return false;
    }

    @Override
    public int getArity() {
        return 1;
    }

    @Override
    public int getTotalFields() {
        return 1;
    }

    @Override
    public Class<T> getTypeClass() {
        return format.type();
    }

    @Override
    public boolean isKeyType() {
        return false;
    }

    @Override
    public TypeSerializer<T> createSerializer(SerializerConfig config) {
        return new VersionedSerializer<>(format.duplicate());
    }

    @Override
    public boolean canEqual(Object o) {
        return o instanceof VersionedType<?>;
    }

    @Override
    public boolean equals(Object o) {
        return o instanceof VersionedType<?> other && other.format.getClass().equals(format.getClass());
    }

    @Override
    public int hashCode() {
        return format.getClass().getName().hashCode();
    }

    @Override
    public String toString() {
        return "VersionedType<" + format.type().getSimpleName() + ">";
    }
}
