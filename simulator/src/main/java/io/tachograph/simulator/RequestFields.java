package io.tachograph.simulator;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Reads single fields of a JSON body; null counts as absent, as it does at vLLM. */
final class RequestFields {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private final JsonNode root;

    private RequestFields(JsonNode root) {
        this.root = root;
    }

    static RequestFields of(byte[] body) throws RefusedException {
        JsonNode root;
        try {
            root = JSON.readTree(body);
        } catch (JacksonException e) {
            throw bad("The request body is not valid JSON: " + e.getOriginalMessage(), null);
        } catch (IOException e) {
            throw bad("The request body is not valid JSON: " + e.getMessage(), null);
        }
        return ofObject(root, "The request body must be a JSON object.", null);
    }

    JsonNode get(String name) {
        return root.path(name);
    }

    boolean has(String name) {
        return root.hasNonNull(name);
    }

    String requiredText(String name) throws RefusedException {
        JsonNode value = root.path(name);
        if (!value.isTextual()) {
            throw bad("`" + name + "` is required and must be a string.", name);
        }
        return value.textValue();
    }

    boolean flag(String name) throws RefusedException {
        JsonNode value = root.path(name);
        if (value.isMissingNode() || value.isNull()) {
            return false;
        }
        if (!value.isBoolean()) {
            throw bad("`" + name + "` must be true or false.", name);
        }
        return value.booleanValue();
    }

    /** The value, or null when absent; a whole number of at least {@code least}, clipped to the range of int. */
    @Nullable
    Integer wholeNumber(String name, int least) throws RefusedException {
        JsonNode value = root.path(name);
        if (value.isMissingNode() || value.isNull()) {
            return null;
        }
        if (!value.isIntegralNumber()) {
            throw bad("`" + name + "` must be a whole number.", name);
        }
        if (value.decimalValue().signum() < 0 || (value.canConvertToInt() && value.intValue() < least)) {
            throw bad("`" + name + "` must be at least " + least + ", got " + value + ".", name);
        }
        return value.canConvertToInt() ? value.intValue() : Integer.MAX_VALUE;
    }

    /** The fields of an object inside, all absent when it is. */
    RequestFields inside(String name) throws RefusedException {
        JsonNode value = root.path(name);
        return value.isMissingNode() || value.isNull()
                ? new RequestFields(value)
                : ofObject(value, "`" + name + "` must be an object.", name);
    }

    static RefusedException bad(String message, @Nullable String param) {
        return new RefusedException(ApiError.badRequest(message, param));
    }

    private static RequestFields ofObject(JsonNode node, String otherwise, @Nullable String param)
            throws RefusedException {
        if (!node.isObject()) {
            throw bad(otherwise, param);
        }
        return new RequestFields(node);
    }
}
