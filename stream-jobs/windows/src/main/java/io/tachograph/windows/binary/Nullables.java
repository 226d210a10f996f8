package io.tachograph.windows.binary;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Values that may be absent: a flag, and the value where it is set. */
public final class Nullables {
    private Nullables() {}

    public static void write(@Nullable Double value, DataOutput out) throws IOException {
        out.writeBoolean(value != null);
        if (value != null) {
            out.writeDouble(value);
        }
    }

    public static @Nullable Double read(DataInput in) throws IOException {
        return in.readBoolean() ? in.readDouble() : null;
    }
}
