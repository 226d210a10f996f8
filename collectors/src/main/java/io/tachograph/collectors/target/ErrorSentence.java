package io.tachograph.collectors.target;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds the sentence for a person in JSON that tells an error, whoever wrote it. */
final class ErrorSentence {
    /** Where errors tell what is wrong, the likeliest first. */
    private static final List<String> PLACES = List.of(
            "error",
            "message",
            "msg",
            "detail",
            "error_message",
            "error_msg",
            "errorMessage",
            "errmsg",
            "err",
            "errors",
            "reason",
            "description",
            "title");

    private static final int MAX_DEPTH = 6;

    private ErrorSentence() {}

    /** @return empty when there is none */
    static String of(JsonNode told) {
        return of(told, 0);
    }

    private static String of(JsonNode told, int depth) {
        if (told.isTextual()) {
            return told.textValue().strip();
        }
        if (depth == MAX_DEPTH) {
            return "";
        }
        if (told.isArray()) {
            return first(told, depth);
        }
        for (String place : PLACES) {
            JsonNode value = field(told, place);
            String sentence = value == null ? "" : of(value, depth + 1);
            if (!sentence.isEmpty()) {
                return sentence + placeOf(told);
            }
        }
        return "";
    }

    private static String first(JsonNode list, int depth) {
        for (JsonNode item : list) {
            String sentence = of(item, depth + 1);
            if (!sentence.isEmpty()) {
                return sentence;
            }
        }
        return "";
    }

    /** The field that FastAPI complains about, such as {@code (body.stream_options)}. */
    private static String placeOf(JsonNode complaint) {
        JsonNode path = complaint.path("loc");
        if (!path.isArray() || path.isEmpty()) {
            return "";
        }
        StringBuilder place = new StringBuilder();
        path.forEach(step -> place.append(place.isEmpty() ? " (" : ".").append(step.asText()));
        return place.append(')').toString();
    }

    private static @Nullable JsonNode field(JsonNode object, String name) {
        JsonNode exactly = object.get(name);
        if (exactly != null) {
            return exactly;
        }
        return object.properties().stream()
                .filter(field -> field.getKey().equalsIgnoreCase(name))
                .map(java.util.Map.Entry::getValue)
                .findFirst()
                .orElse(null);
    }
}
