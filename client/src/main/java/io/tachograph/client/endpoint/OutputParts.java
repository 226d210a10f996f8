package io.tachograph.client.endpoint;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Output that is not a plain text: lists of typed parts, objects around a text, strings in lists, as the vendors of
 * reasoning, sound and pictures send it. The text is found wherever in it; a part is reasoning if its type or the name of
 * its field says so. Takes a tree, so it is for what the readers do not find as a text where it stands.
 */
final class OutputParts {
    /** Fields that hold what was generated, or parts of it. */
    private static final Set<String> TEXTS = Set.of(
            "text",
            "content",
            "value",
            "parts",
            "delta",
            "refusal",
            "transcript",
            "output_text",
            "summary_text",
            "arguments",
            "partial_json",
            "input_json",
            "code",
            "data",
            "b64_json",
            "url",
            "image_url",
            "audio",
            "image");

    /** Those of them that are no text to be read. */
    private static final Set<String> UNREADABLE =
            Set.of("arguments", "partial_json", "input_json", "data", "b64_json", "url", "image_url", "audio", "image");

    /** A summary is one of reasoning. */
    private static final List<String> REASONING = List.of("reason", "think", "thought", "summary");

    private static final List<String> NO_TEXT = List.of("_reason", "signature", "_id", "tokens", "effort");

    private OutputParts() {}

    /** @param reasoning whether what stands here is reasoning unless it says otherwise */
    static void read(JsonNode value, boolean reasoning, Chunk into) {
        read(value, reasoning, true, into);
    }

    private static void read(JsonNode value, boolean reasoning, boolean readable, Chunk into) {
        if (value.isTextual() && !value.textValue().isEmpty()) {
            text(value.textValue(), reasoning, readable, into);
        } else if (value.isArray()) {
            value.forEach(item -> read(item, reasoning, readable, into));
        } else if (value.isObject()) {
            object(value, reasoning || isReasoning(value.path("type").asText()), readable, into);
        }
    }

    private static void object(JsonNode part, boolean reasoning, boolean readable, Chunk into) {
        // What was thought and must not be read is in its bytes, and not generated with them.
        boolean sealed = reasoning && part.path("type").asText().contains("encrypted");
        if (sealed || part.path("type").asText().contains("redacted")) {
            return;
        }
        part.properties().forEach(field -> {
            String name = field.getKey();
            if (isReasoning(name)) {
                read(field.getValue(), true, readable, into);
            } else if (TEXTS.contains(name) && !(reasoning && name.equals("data"))) {
                read(field.getValue(), reasoning, readable && !UNREADABLE.contains(name), into);
            }
        });
    }

    private static void text(String text, boolean reasoning, boolean readable, Chunk into) {
        if (reasoning) {
            into.reasoning();
            return;
        }
        into.output();
        if (readable) {
            into.text(text);
        }
    }

    /** Whether a field or a type is named after reasoning; {@code finish_reason} and {@code thought_signature} are not. */
    static boolean isReasoning(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return REASONING.stream().anyMatch(lower::contains) && NO_TEXT.stream().noneMatch(lower::endsWith);
    }
}
