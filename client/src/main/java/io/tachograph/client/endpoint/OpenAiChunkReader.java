package io.tachograph.client.endpoint;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.tachograph.client.endpoint.JsonValues.FieldReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Answers of OpenAI-compatible chat completions and completions, whole or streamed, with what vLLM, SGLang, llama.cpp,
 * Azure, LiteLLM and gateways put into them. What it does not know it skips; what has an unexpected type counts as absent.
 */
final class OpenAiChunkReader implements InPlaceChunkReader {
    private static final byte[] DONE = "[DONE]".getBytes(StandardCharsets.US_ASCII);

    /** The ALCF gateway reports errors as content of chunks with this id. */
    static final String GATEWAY_ERROR_ID = "chatcmpl-api-error";

    private static final String GATEWAY_ERROR_MARK = "[ERROR]";

    private final FieldReader topLevel = this::topLevel;
    private final FieldReader choice = this::choice;
    private final FieldReader delta = this::delta;
    private boolean isGatewayError;
    private String gatewayError = "";

    @Override
    public boolean readInPlace(@Nullable String event, byte[] data, int from, int length, Chunk into) {
        return OpenAiChunkScan.read(data, from, length, into);
    }

    @Override
    public void read(@Nullable String event, byte[] data, int length, Chunk into) throws IOException {
        if (isDone(data, length)) {
            into.done();
            return;
        }
        isGatewayError = false;
        gatewayError = "";
        JsonValues.object(data, length, into, topLevel);
        if (isGatewayError) {
            into.error(gatewayError.replace(GATEWAY_ERROR_MARK, "").strip());
        }
    }

    /** Also with blanks behind it. */
    private static boolean isDone(byte[] data, int length) {
        int end = length;
        while (end > DONE.length && data[end - 1] <= ' ') {
            end--;
        }
        return Arrays.equals(data, 0, end, DONE, 0, DONE.length);
    }

    private void topLevel(JsonParser parser, String field, JsonToken value, Chunk into) throws IOException {
        switch (field) {
            case "choices" -> choices(parser, value, into);
            case "usage" -> UsageReader.read(parser, value, into);
            case "object" -> {
                // As older vLLM's flat errors say.
                if (JsonValues.isText(parser, value, "error")) {
                    into.doubtful();
                }
            }
            case "id" -> isGatewayError = JsonValues.isText(parser, value, GATEWAY_ERROR_ID);
            // Of llama.cpp.
            case "timings" -> JsonValues.facts(parser, value, into);
            default -> vendors(parser, field, value, into);
        }
    }

    private static void vendors(JsonParser parser, String field, JsonToken value, Chunk into) throws IOException {
        if (value == JsonToken.START_OBJECT && !ErrorWords.isField(field)) {
            UsageReader.within(parser, value, into);
        } else {
            JsonValues.other(parser, field, value, into);
        }
    }

    private void choices(JsonParser parser, JsonToken value, Chunk into) throws IOException {
        if (value != JsonToken.START_ARRAY) {
            parser.skipChildren();
            return;
        }
        for (JsonToken item = parser.nextToken(); item != JsonToken.END_ARRAY; item = parser.nextToken()) {
            into.part();
            JsonValues.fields(parser, item, into, choice);
        }
    }

    private void choice(JsonParser parser, String field, JsonToken value, Chunk into) throws IOException {
        switch (field) {
            case "delta", "message" -> JsonValues.fields(parser, value, into, delta);
            case "text" -> JsonValues.output(parser, value, into);
            case "finish_reason" -> JsonValues.finish(parser, value, into);
            case "usage" -> UsageReader.read(parser, value, into);
            default -> JsonValues.reasoningOrOther(parser, field, value, into);
        }
    }

    private void delta(JsonParser parser, String field, JsonToken value, Chunk into) throws IOException {
        switch (field) {
            case "content" -> content(parser, value, into);
            case "refusal" -> JsonValues.output(parser, value, into);
            case "reasoning", "reasoning_content" -> JsonValues.reasoning(parser, value, into);
            case "tool_calls", "function_call" -> call(parser, value, into);
            case "role" -> parser.skipChildren();
            default -> OutputFields.read(parser, field, value, into);
        }
    }

    private void content(JsonParser parser, JsonToken value, Chunk into) throws IOException {
        if (isGatewayError && value == JsonToken.VALUE_STRING) {
            gatewayError = parser.getText();
        } else {
            JsonValues.output(parser, value, into);
        }
    }

    /** Output when an id, a name or arguments come with it: some servers open a tool call with empty fields. */
    private static void call(JsonParser parser, JsonToken start, Chunk into) throws IOException {
        int depth = start.isStructStart() ? 1 : 0;
        String field = "";
        while (depth > 0) {
            JsonToken token = parser.nextToken();
            if (token == null) {
                throw new IOException("the object does not end");
            } else if (token.isStructStart()) {
                depth++;
            } else if (token.isStructEnd()) {
                depth--;
            } else if (token == JsonToken.FIELD_NAME) {
                field = parser.currentName();
            } else if (isTelling(field)) {
                JsonValues.call(parser, token, into);
            }
        }
    }

    private static boolean isTelling(String field) {
        return field.equals("id") || field.equals("name") || field.equals("arguments") || field.equals("input");
    }
}
