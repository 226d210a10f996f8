package io.tachograph.collectors.target;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Reads an {@link OpenAiChunk} token by token, without a tree and without the text of the answer. What it does not know
 * it skips; what has an unexpected type counts as absent. Thread-safe.
 */
final class OpenAiChunkReader {
    private final JsonFactory json = new JsonFactory();

    /** @throws IOException when the bytes are not one JSON object; its message may quote them */
    void read(byte[] bytes, int length, OpenAiChunk into) throws IOException {
        into.clear();
        try (JsonParser parser = json.createParser(bytes, 0, length)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new IOException("not a JSON object");
            }
            for (String field = parser.nextFieldName(); field != null; field = parser.nextFieldName()) {
                topLevel(parser, field, into);
            }
            if (parser.nextToken() != null) {
                throw new IOException("more than one JSON value");
            }
        }
        if (into.isError && into.error == null) {
            into.error = into.message == null ? "" : into.message;
        }
    }

    private static void topLevel(JsonParser parser, String field, OpenAiChunk into) throws IOException {
        JsonToken value = parser.nextToken();
        switch (field) {
            case "choices" -> choices(parser, value, into);
            case "usage" -> usage(parser, value, into);
            case "error" -> into.error = error(parser, value);
            case "object" -> into.isError = value == JsonToken.VALUE_STRING && "error".equals(parser.getText());
            case "message" -> into.message = textOrNull(parser, value);
            default -> parser.skipChildren();
        }
    }

    private static void choices(JsonParser parser, JsonToken value, OpenAiChunk into) throws IOException {
        if (value != JsonToken.START_ARRAY) {
            parser.skipChildren();
            return;
        }
        for (JsonToken item = parser.nextToken(); item != JsonToken.END_ARRAY; item = parser.nextToken()) {
            into.hasChoices = true;
            if (item == JsonToken.START_OBJECT) {
                choice(parser, into);
            } else {
                parser.skipChildren();
            }
        }
    }

    private static void choice(JsonParser parser, OpenAiChunk into) throws IOException {
        for (String field = parser.nextFieldName(); field != null; field = parser.nextFieldName()) {
            JsonToken value = parser.nextToken();
            switch (field) {
                case "delta", "message" -> delta(parser, value, into);
                case "text" -> into.hasOutput |= isText(parser, value);
                case "finish_reason" -> {
                    if (isText(parser, value)) {
                        into.finishReason = parser.getText();
                    }
                }
                default -> parser.skipChildren();
            }
        }
    }

    private static void delta(JsonParser parser, JsonToken start, OpenAiChunk into) throws IOException {
        if (start != JsonToken.START_OBJECT) {
            parser.skipChildren();
            return;
        }
        for (String field = parser.nextFieldName(); field != null; field = parser.nextFieldName()) {
            JsonToken value = parser.nextToken();
            switch (field) {
                case "content", "refusal" -> into.hasOutput |= isText(parser, value);
                case "reasoning", "reasoning_content" -> into.hasReasoning |= isText(parser, value);
                case "tool_calls", "function_call" -> into.hasOutput |= callHasText(parser, value);
                default -> parser.skipChildren();
            }
        }
    }

    /** Whether an id, a name or arguments come with it: some servers open a tool call with empty fields. */
    private static boolean callHasText(JsonParser parser, JsonToken value) throws IOException {
        if (!value.isStructStart()) {
            return false;
        }
        boolean text = false;
        String field = "";
        int depth = 1;
        while (depth > 0) {
            JsonToken token = parser.nextToken();
            if (token.isStructStart()) {
                depth++;
            } else if (token.isStructEnd()) {
                depth--;
            } else if (token == JsonToken.FIELD_NAME) {
                field = parser.currentName();
            } else if (field.equals("id") || field.equals("name") || field.equals("arguments")) {
                text |= isText(parser, token);
            }
        }
        return text;
    }

    private static void usage(JsonParser parser, JsonToken start, OpenAiChunk into) throws IOException {
        if (start != JsonToken.START_OBJECT) {
            parser.skipChildren();
            return;
        }
        into.hasUsage = true;
        for (String field = parser.nextFieldName(); field != null; field = parser.nextFieldName()) {
            JsonToken value = parser.nextToken();
            switch (field) {
                case "prompt_tokens" -> into.inputTokens = count(parser, value);
                case "completion_tokens" -> into.outputTokens = count(parser, value);
                case "prompt_tokens_details" -> into.cachedInputTokens = detail(parser, value, "cached_tokens");
                case "completion_tokens_details" -> into.reasoningTokens = detail(parser, value, "reasoning_tokens");
                default -> parser.skipChildren();
            }
        }
    }

    private static @Nullable Long detail(JsonParser parser, JsonToken start, String wanted) throws IOException {
        if (start != JsonToken.START_OBJECT) {
            parser.skipChildren();
            return null;
        }
        Long found = null;
        for (String field = parser.nextFieldName(); field != null; field = parser.nextFieldName()) {
            JsonToken value = parser.nextToken();
            if (field.equals(wanted)) {
                found = count(parser, value);
            } else {
                parser.skipChildren();
            }
        }
        return found;
    }

    private static @Nullable Long count(JsonParser parser, JsonToken value) throws IOException {
        if (value != JsonToken.VALUE_NUMBER_INT) {
            parser.skipChildren();
            return null;
        }
        long count = parser.getLongValue();
        return count < 0 ? null : count;
    }

    private static @Nullable String error(JsonParser parser, JsonToken value) throws IOException {
        if (value != JsonToken.START_OBJECT) {
            return textOrNull(parser, value);
        }
        String message = "";
        for (String field = parser.nextFieldName(); field != null; field = parser.nextFieldName()) {
            String text = textOrNull(parser, parser.nextToken());
            if (field.equals("message") && text != null) {
                message = text;
            }
        }
        return message;
    }

    private static @Nullable String textOrNull(JsonParser parser, JsonToken value) throws IOException {
        return isText(parser, value) ? parser.getText() : null;
    }

    private static boolean isText(JsonParser parser, JsonToken value) throws IOException {
        if (value == JsonToken.VALUE_STRING) {
            return parser.getTextLength() > 0;
        }
        parser.skipChildren();
        return false;
    }
}
