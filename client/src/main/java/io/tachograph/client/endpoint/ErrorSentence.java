package io.tachograph.client.endpoint;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What the JSON of an error says to a person: the words under the names that servers give them, however deep, and the
 * field that they are about. A plain {@code error} beside a {@code message} is only its title.
 */
final class ErrorSentence {
    private static final List<String> WORDS = List.of(
            "message",
            "msg",
            "detail",
            "details",
            "errors",
            "error",
            "error_message",
            "error_msg",
            "errormessage",
            "errmsg",
            "err",
            "error_description",
            "reason",
            "description",
            "title");
    /** The field of the request that an error is about: FastAPI's and OpenAI's name for it. */
    private static final List<String> PLACES = List.of("loc", "param");

    private static final int MOST_LISTED = 4;
    private static final int DEEPEST = 8;

    private ErrorSentence() {}

    /** Empty when it says nothing. */
    static String of(JsonNode error) {
        return of(error, 0);
    }

    private static String of(JsonNode node, int depth) {
        if (!node.isContainerNode() || depth == DEEPEST) {
            return node.isTextual() ? node.textValue().strip() : "";
        }
        return node.isArray() ? listed(node, depth) : said(node, depth);
    }

    private static String listed(JsonNode list, int depth) {
        List<String> sentences = new ArrayList<>();
        for (JsonNode element : list) {
            String sentence = of(element, depth + 1);
            if (!sentence.isEmpty() && sentences.size() < MOST_LISTED) {
                sentences.add(sentence);
            }
        }
        return String.join("; ", sentences);
    }

    private static String said(JsonNode object, int depth) {
        JsonNode error = field(object, "error");
        String inner = of(error, depth + 1);
        if (error.isContainerNode() && !inner.isEmpty()) {
            return inner;
        }
        for (String name : WORDS) {
            String sentence = name.equals("error") ? inner : of(field(object, name), depth + 1);
            if (!sentence.isEmpty()) {
                return withPlace(sentence, object);
            }
        }
        return "";
    }

    /** Whatever the case of its name; missing when there is none. */
    private static JsonNode field(JsonNode object, String name) {
        JsonNode exactly = object.path(name);
        if (!exactly.isMissingNode()) {
            return exactly;
        }
        for (Map.Entry<String, JsonNode> field : object.properties()) {
            if (field.getKey().equalsIgnoreCase(name)) {
                return field.getValue();
            }
        }
        return exactly;
    }

    private static String withPlace(String sentence, JsonNode object) {
        for (String name : PLACES) {
            String place = place(object.path(name));
            if (!place.isEmpty() && !sentence.contains(place)) {
                return sentence + " (" + place + ")";
            }
        }
        return sentence;
    }

    /** Such as {@code body.messages.0.content}. */
    private static String place(JsonNode node) {
        if (!node.isArray()) {
            return node.isTextual() ? node.textValue() : "";
        }
        List<String> steps = new ArrayList<>();
        node.forEach(step -> steps.add(step.asText()));
        return String.join(".", steps);
    }
}
