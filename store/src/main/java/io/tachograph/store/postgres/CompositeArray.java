package io.tachograph.store.postgres;

import org.jspecify.annotations.Nullable;

/** Values of a composite type as the text of an array of them, which the driver has no type for. */
final class CompositeArray {
    private final StringBuilder text = new StringBuilder();

    /** One more value, of its fields in order. */
    CompositeArray value(@Nullable Object... fields) {
        StringBuilder value = new StringBuilder();
        for (Object field : fields) {
            value.append(value.isEmpty() ? "(" : ",").append(field == null ? "" : quoted(field.toString()));
        }
        text.append(text.isEmpty() ? "{" : ",").append(quoted(value.append(')').toString()));
        return this;
    }

    /** NULL for no values. */
    @Nullable
    String orNull() {
        return text.isEmpty() ? null : text + "}";
    }

    private static String quoted(String part) {
        return '"' + part.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
