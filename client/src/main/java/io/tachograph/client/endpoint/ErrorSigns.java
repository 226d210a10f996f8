package io.tachograph.client.endpoint;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What makes JSON an error, no matter which server wrote it.
 *
 * <p>Anywhere but deep within: a field whose name begins with {@code err} and that says something (not null, false, zero,
 * empty). In an object that is no chunk of an answer also: a {@code detail} or the like that has a sentence; a {@code
 * type}, {@code object}, {@code status} or the like that names an error; a status or code from 400 to 599; a {@code code}
 * that is none of a success beside a message that is none either; {@code success: false}. Fields that say more about
 * something ({@code details}, {@code info}, {@code metadata}) are no sign, and numbers elsewhere are none.
 */
final class ErrorSigns {
    private static final int MAX_DEPTH = 2;
    private static final Set<String> COMPLAINTS = Set.of("detail", "exception", "traceback", "fault", "failure");
    private static final Set<String> KINDS = Set.of("type", "object", "status", "state", "event", "level", "kind");
    private static final Set<String> CODES =
            Set.of("status", "code", "status_code", "statuscode", "http_status", "ret_code", "retcode");
    private static final Set<String> MESSAGES = Set.of("message", "msg", "reason", "description", "request_id");
    private static final Set<String> GOOD_CODES = Set.of("", "0", "200", "ok", "success", "null", "none");
    private static final Set<String> SUCCESSES = Set.of("success", "succeeded", "ok");

    private ErrorSigns() {}

    /**
     * @param inChunk whether it is a chunk of an answer as well, of which only fields named after errors are signs
     * @return the error's sentence, or the error itself if it has none; null when there is no sign of one
     */
    static @Nullable String find(JsonNode json, boolean inChunk) {
        return find(json, inChunk, 0);
    }

    private static @Nullable String find(JsonNode json, boolean inChunk, int depth) {
        if (json.isArray()) {
            for (JsonNode item : json) {
                String error = find(item, inChunk, depth);
                if (error != null) {
                    return error;
                }
            }
            return null;
        }
        for (Map.Entry<String, JsonNode> field : json.properties()) {
            String name = field.getKey().toLowerCase(Locale.ROOT);
            if (isError(name, field.getValue(), json, inChunk, depth)) {
                return told(json, field.getValue());
            }
        }
        return depth == MAX_DEPTH ? null : findWithin(json, inChunk, depth);
    }

    private static @Nullable String findWithin(JsonNode json, boolean inChunk, int depth) {
        for (Map.Entry<String, JsonNode> field : json.properties()) {
            JsonNode value = field.getValue();
            // The error of a content filter leaves the answer as it is.
            boolean search = !field.getKey().contains("filter")
                    && (value.isObject() || field.getKey().equals("choices"));
            String error = search ? find(value, inChunk, depth + 1) : null;
            if (error != null) {
                return error;
            }
        }
        return null;
    }

    private static boolean isError(String name, JsonNode value, JsonNode object, boolean inChunk, int depth) {
        if (ErrorWords.isField(name)) {
            return says(value) || (value.isObject() && value.isEmpty() && !inChunk);
        }
        if (name.equals("object") && depth == 0) {
            return value.asText().equals("error");
        }
        if (inChunk || depth > 0) {
            return false;
        }
        return (COMPLAINTS.contains(name) && complains(value))
                || (KINDS.contains(name) && value.isTextual() && ErrorWords.isName(value.textValue()))
                || (CODES.contains(name) && isBadCode(value, name.equals("code") && hasMessage(object)))
                || (SUCCESSES.contains(name) && value.isBoolean() && !value.booleanValue());
    }

    private static boolean says(JsonNode value) {
        return switch (value.getNodeType()) {
            case BOOLEAN -> value.booleanValue();
            case NUMBER -> value.doubleValue() != 0;
            case STRING -> !isGood(value.textValue());
            case ARRAY, OBJECT -> !value.isEmpty();
            default -> false;
        };
    }

    /** An object of a complaint has a sentence; one without only describes. */
    private static boolean complains(JsonNode value) {
        return says(value) && !(value.isObject() && ErrorSentence.of(value).isEmpty());
    }

    private static boolean isBadCode(JsonNode value, boolean besideMessage) {
        String text = value.asText().strip();
        return value.isValueNode()
                && (text.matches("[45]\\d\\d")
                        || (besideMessage && !value.isNull() && !isGood(text) && !text.matches("2\\d\\d")));
    }

    /** One that does not mean success. */
    private static boolean hasMessage(JsonNode object) {
        return object.properties().stream()
                .anyMatch(
                        field -> MESSAGES.contains(field.getKey().toLowerCase(Locale.ROOT)) && says(field.getValue()));
    }

    private static boolean isGood(String code) {
        return GOOD_CODES.contains(code.strip().toLowerCase(Locale.ROOT));
    }

    private static String told(JsonNode object, JsonNode sign) {
        String sentence = ErrorSentence.of(object);
        if (sentence.isEmpty()) {
            sentence = sign.isValueNode() || sign.isEmpty() ? object.toString() : sign.toString();
        }
        return sentence;
    }

    /** Whether an object without signs is one that every stream may have: empty, a heartbeat, a chunk without choices. */
    static boolean isQuiet(JsonNode json) {
        if (json.isEmpty()
                || json.path("choices").isArray()
                || json.path("object").asText().endsWith("chunk")) {
            return true;
        }
        for (Map.Entry<String, JsonNode> field : json.properties()) {
            boolean names = KINDS.contains(field.getKey()) || MESSAGES.contains(field.getKey());
            if (UnknownText.isHeartbeat(field.getKey())
                    || (names && UnknownText.isHeartbeat(field.getValue().asText()))) {
                return true;
            }
        }
        return false;
    }
}
