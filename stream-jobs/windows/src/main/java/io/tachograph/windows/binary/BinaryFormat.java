package io.tachograph.windows.binary;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.io.Serializable;

/**
 * How values of one type are written. The version travels with every value, so that a newer release reads what an
 * older one left in a checkpoint: raise {@link #version} with every change of {@link #write}, and let {@link #read}
 * go on understanding the versions before.
 *
 * <p>Implementations have a public constructor without parameters and keep their class name for ever. They are stateless,
 * but for buffers and caches that change nothing of what is written; those with such override {@link #duplicate}.
 *
 * @param <T> the type of the values
 */
public interface BinaryFormat<T> extends Serializable {
    Class<T> type();

    /** Version that {@link #write} writes; 1 at first. */
    int version();

    void write(T value, DataOutput out) throws IOException;

    /** Reads a value that any version up to {@link #version} wrote. */
    T read(int version, DataInput in) throws IOException;

    /** A copy that shares nothing changeable with {@code value}; the value itself where nothing of it changes. */
    T copy(T value);

    /** A format for another thread; this one where threads may share it. */
    default BinaryFormat<T> duplicate() {
        return this;
    }
}
