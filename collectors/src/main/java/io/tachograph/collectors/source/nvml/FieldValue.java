package io.tachograph.collectors.source.nvml;

import java.nio.ByteBuffer;

/** {@code nvmlFieldValue_t}, 40 bytes: a value of one of several types, with a return code of its own. */
final class FieldValue {
    static final int MEMORY_TEMPERATURE = 82;

    static final int ID_AT = 0;
    static final int RETURN_AT = 28;
    private static final int TYPE_AT = 24;
    private static final int VALUE_AT = 32;

    private FieldValue() {}

    static long asLong(ByteBuffer field) {
        return switch (field.getInt(TYPE_AT)) {
            case 0 -> Math.round(field.getDouble(VALUE_AT));
            case 1 -> Integer.toUnsignedLong(field.getInt(VALUE_AT));
            case 5 -> field.getInt(VALUE_AT);
            case 6 -> Short.toUnsignedInt(field.getShort(VALUE_AT));
            default -> field.getLong(VALUE_AT);
        };
    }
}
