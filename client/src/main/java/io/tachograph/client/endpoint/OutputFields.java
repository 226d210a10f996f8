package io.tachograph.client.endpoint;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.Set;

/**
 * The fields of a message, or of a piece of one, that its API does not define. Vendors put output there under names of their
 * own: what is named after reasoning is reasoning, what is named after text, sound or pictures is output. Text under any
 * other name is generated perhaps, and not timed.
 */
final class OutputFields {
    private static final Set<String> OUTPUT = Set.of(
            "text", "output_text", "transcript", "parts", "audio", "image", "images", "video", "output", "response");

    private static final Set<String> PICTURES = Set.of("image", "images", "video");

    /** Fields that say something about the output. */
    private static final Set<String> ABOUT = Set.of(
            "role",
            "name",
            "id",
            "type",
            "index",
            "model",
            "status",
            "tool_call_id",
            "tool_name",
            "obfuscation",
            "annotations",
            "citations",
            "logprobs",
            "signature",
            "thought_signature",
            "encrypted_content",
            "extra_content",
            "provider_specific_fields");

    private OutputFields() {}

    static void read(JsonParser parser, String field, JsonToken value, Chunk into) throws IOException {
        if (OutputParts.isReasoning(field)) {
            JsonValues.reasoning(parser, value, into);
        } else if (PICTURES.contains(field)) {
            if (holdsText(JsonValues.tree(parser))) {
                into.output();
            }
        } else if (OUTPUT.contains(field)) {
            JsonValues.output(parser, value, into);
        } else if (field.equals("usage")) {
            UsageReader.read(parser, value, into);
        } else if (ABOUT.contains(field) || ErrorWords.isField(field)) {
            JsonValues.other(parser, field, value, into);
        } else if (holdsText(JsonValues.tree(parser))) {
            into.unplaced();
        }
    }

    private static boolean holdsText(JsonNode value) {
        if (value.isTextual()) {
            return !value.textValue().isEmpty();
        }
        for (JsonNode item : value) {
            if (holdsText(item)) {
                return true;
            }
        }
        return false;
    }
}
