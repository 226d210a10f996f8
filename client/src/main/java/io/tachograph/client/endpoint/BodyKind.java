package io.tachograph.client.endpoint;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the beginning of a body shows it to be, whatever its {@code Content-Type} says. */
final class BodyKind {
    /** What a line of an event stream begins with; a colon alone is a comment. */
    private static final List<String> EVENT_FIELDS = List.of("data:", "event:", "error:", "id:", "retry:", ":");

    private BodyKind() {}

    /** Whether a body has not begun yet. */
    static boolean isBlank(byte[] beginning) {
        return new String(beginning, StandardCharsets.UTF_8).isBlank();
    }

    /**
     * The kind of a body.
     *
     * @return null while the beginning is too short to tell; {@link ContentKind#JSON} for lines of it as well
     */
    static @Nullable ContentKind of(byte[] beginning) {
        String text = new String(beginning, StandardCharsets.UTF_8);
        String start = (text.startsWith("\uFEFF") ? text.substring(1) : text).stripLeading();
        if (start.isEmpty()) {
            return null;
        }
        if (start.charAt(0) == '{' || start.charAt(0) == '[') {
            return ContentKind.JSON;
        }
        if (Html.begins(start)) {
            return ContentKind.HTML;
        }
        if (EVENT_FIELDS.stream().anyMatch(start::startsWith)) {
            return ContentKind.EVENT_STREAM;
        }
        return EVENT_FIELDS.stream().anyMatch(field -> field.startsWith(start)) ? null : ContentKind.OTHER;
    }
}
