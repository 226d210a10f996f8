package io.tachograph.client.endpoint;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Lines of Ollama's generate and chat, and the whole answer, which looks like the last line. */
final class OllamaReader implements ChunkReader {
    @Override
    public void read(@Nullable String event, byte[] data, int length, Chunk into) throws IOException {
        JsonValues.object(data, length, into, OllamaReader::topLevel);
    }

    private static void topLevel(JsonParser parser, String field, JsonToken value, Chunk into) throws IOException {
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
                JsonValues.fact(parser, field, value, into);
            default -> JsonValues.reasoningOrOther(parser, field, value, into);
        }
    }

    private static void message(JsonParser parser, JsonToken start, Chunk into) throws IOException {
        // Errors have a text of that name.
        if (start == JsonToken.START_OBJECT) {
            into.part();
        }
        JsonValues.fields(parser, start, into, OllamaReader::messageField);
    }

    private static void messageField(JsonParser parser, String field, JsonToken value, Chunk into) throws IOException {
        switch (field) {
            case "role" -> parser.skipChildren();
            case "content" -> JsonValues.output(parser, value, into);
            case "thinking" -> JsonValues.reasoning(parser, value, into);
            case "tool_calls" -> calls(parser, value, into);
            default -> OutputFields.read(parser, field, value, into);
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
