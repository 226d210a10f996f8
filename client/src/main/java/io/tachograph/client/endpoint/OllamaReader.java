package io.tachograph.client.endpoint;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Lines of Ollama's generate and chat, and the whole answer, which looks like the last line. */
final class OllamaReader implements ChunkReader {
    @Override
    public void read(@Nullable String event, byte[] data, int length, Chunk into) throws IOException {
        try (JsonParser parser = JsonValues.object(data, length)) {
            for (String field = parser.nextFieldName(); field != null; field = parser.nextFieldName()) {
                topLevel(parser, field, into);
            }
            JsonValues.end(parser);
        }
    }

    private static void topLevel(JsonParser parser, String field, Chunk into) throws IOException {
        JsonToken value = parser.nextToken();
        switch (field) {
            case "response" -> {
                if (value.isScalarValue()) {
                    into.part();
                }
                JsonValues.output(parser, value, into);
            }
            case "message" -> message(parser, value, into);
            case "thinking" -> JsonValues.reasoning(parser, value, into);
            case "done" -> into.isLast = value == JsonToken.VALUE_TRUE;
            case "done_reason" -> JsonValues.finish(parser, value, into);
            case "usage" -> UsageReader.read(parser, value, into);
            // With every line.
            case "model", "created_at" -> parser.skipChildren();
            case "prompt_eval_count" -> into.inputTokens(JsonValues.count(parser, value));
            case "eval_count" -> into.outputTokens(JsonValues.count(parser, value));
            case "total_duration", "load_duration", "prompt_eval_duration", "eval_duration" ->
                JsonValues.fact(parser, value, field, into);
            default -> other(parser, field, value, into);
        }
    }

    private static void other(JsonParser parser, String field, JsonToken value, Chunk into) throws IOException {
        if (OutputParts.isReasoning(field)) {
            JsonValues.reasoning(parser, value, into);
        } else {
            JsonValues.other(parser, field, value, into);
        }
    }

    private static void message(JsonParser parser, JsonToken start, Chunk into) throws IOException {
        if (start != JsonToken.START_OBJECT) {
            // Not of an answer: errors have a text of that name.
            parser.skipChildren();
            return;
        }
        into.part();
        for (String field = parser.nextFieldName(); field != null; field = parser.nextFieldName()) {
            JsonToken value = parser.nextToken();
            switch (field) {
                case "role" -> parser.skipChildren();
                case "content" -> JsonValues.output(parser, value, into);
                case "thinking" -> JsonValues.reasoning(parser, value, into);
                case "tool_calls" -> calls(parser, value, into);
                default -> OutputFields.read(parser, field, value, into);
            }
        }
    }

    /** They come whole. */
    private static void calls(JsonParser parser, JsonToken start, Chunk into) throws IOException {
        if (start == JsonToken.START_ARRAY && parser.nextToken() != JsonToken.END_ARRAY) {
            into.output();
            for (JsonToken item = parser.currentToken();
                    item != null && item != JsonToken.END_ARRAY;
                    item = parser.nextToken()) {
                parser.skipChildren();
            }
        } else if (start == JsonToken.START_OBJECT) {
            parser.skipChildren();
        }
    }
}
