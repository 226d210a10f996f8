package io.tachograph.schemas.codec;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/** The ten bytes in front of every value: two marker bytes and the writer schema's fingerprint. */
public final class AvroSingleObject {
    /** Where the body begins. */
    public static final int HEADER_BYTES = RecordEncoder.HEADER_BYTES;

    private static final VarHandle LITTLE_ENDIAN =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private AvroSingleObject() {}

    /** Whether the schema with this fingerprint (CRC-64-AVRO) wrote the value. */
    public static boolean isWrittenBy(long fingerprint, byte @Nullable [] value) {
        return value != null
                && value.length >= HEADER_BYTES
                && value[0] == RecordEncoder.MARKER_0
                && value[1] == RecordEncoder.MARKER_1
                && (long) LITTLE_ENDIAN.get(value, 2) == fingerprint;
    }
}
