package io.tachograph.client.endpoint;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Events of Anthropic's Messages API, and the whole message. Its counts may be spread over several events: those of the
 * input stay as last told, the output's first one is only a beginning and is not read.
 */
final class AnthropicReader implements ChunkReader {
    private long uncachedTokens = Chunk.ABSENT;
    private long writtenTokens = Chunk.ABSENT;
    private long cachedTokens = Chunk.ABSENT;

    private String type = "";

    @Override
    public void read(@Nullable String event, byte[] data, int length, Chunk into) throws IOException {
        // A message calls itself one; the name is also what any event has that was given none.
        type = event == null || event.equals("message") ? "" : event;
        try (JsonParser parser = JsonValues.object(data, length)) {
            for (String field = parser.nextFieldName(); field != null; field = parser.nextFieldName()) {
                topLevel(parser, field, into);
            }
            JsonValues.end(parser);
        }
        switch (type) {
            case "message_start" -> into.part();
            case "message" -> {
                into.part();
                into.last();
            }
            case "message_stop" -> into.last();
            case "content_block_start", "content_block_delta", "content_block_stop", "message_delta", "ping" ->
                into.known();
            // Whatever it holds is not known to be what it is called.
            default -> into.again();
        }
    }

    private void topLevel(JsonParser parser, String field, Chunk into) throws IOException {
        JsonToken value = parser.nextToken();
        switch (field) {
            // The same as the event's name, unless a proxy names all events alike.
            case "type" -> type = JsonValues.text(parser, value, type);
            case "index" -> parser.skipChildren();
            case "content_block", "delta" -> block(parser, value, into);
            case "content" -> blocks(parser, value, into);
            case "message" -> message(parser, value, into);
            case "usage" -> usage(parser, value, true, into);
            case "stop_reason" -> JsonValues.finish(parser, value, into);
            default -> JsonValues.other(parser, field, value, into);
        }
    }

    /** Of {@code message_start}: hardly ever is anything said yet, but what was heard is known. */
    private void message(JsonParser parser, JsonToken start, Chunk into) throws IOException {
        if (start != JsonToken.START_OBJECT) {
            parser.skipChildren();
            return;
        }
        for (String field = parser.nextFieldName(); field != null; field = parser.nextFieldName()) {
            JsonToken value = parser.nextToken();
            switch (field) {
                case "usage" -> usage(parser, value, false, into);
                case "content" -> blocks(parser, value, into);
                default -> parser.skipChildren();
            }
        }
    }

    private void blocks(JsonParser parser, JsonToken start, Chunk into) throws IOException {
        if (start != JsonToken.START_ARRAY) {
            JsonValues.output(parser, start, into);
            return;
        }
        for (JsonToken item = parser.nextToken(); item != JsonToken.END_ARRAY; item = parser.nextToken()) {
            if (item == null) {
                throw new IOException("the array does not end");
            }
            block(parser, item, into);
        }
    }

    /** A block or a piece of one. Signatures and citations are no tokens. */
    private void block(JsonParser parser, JsonToken start, Chunk into) throws IOException {
        if (start != JsonToken.START_OBJECT) {
            parser.skipChildren();
            return;
        }
        for (String field = parser.nextFieldName(); field != null; field = parser.nextFieldName()) {
            JsonToken value = parser.nextToken();
            switch (field) {
                case "type" -> parser.skipChildren();
                case "text" -> JsonValues.output(parser, value, into);
                case "thinking" -> JsonValues.reasoning(parser, value, into);
                case "partial_json", "name" -> JsonValues.call(parser, value, into);
                case "stop_reason" -> JsonValues.finish(parser, value, into);
                case "usage" -> usage(parser, value, true, into);
                default -> other(parser, field, value, into);
            }
        }
    }

    private static void other(JsonParser parser, String field, JsonToken value, Chunk into) throws IOException {
        if (OutputParts.isReasoning(field)) {
            JsonValues.reasoning(parser, value, into);
        } else {
            JsonValues.other(parser, field, value, into);
        }
    }

    private void usage(JsonParser parser, JsonToken start, boolean isFinal, Chunk into) throws IOException {
        if (start != JsonToken.START_OBJECT) {
            parser.skipChildren();
            return;
        }
        for (String field = parser.nextFieldName(); field != null; field = parser.nextFieldName()) {
            JsonToken value = parser.nextToken();
            switch (field) {
                case "input_tokens" -> uncachedTokens = told(parser, value, uncachedTokens);
                case "cache_creation_input_tokens" -> writtenTokens = told(parser, value, writtenTokens);
                case "cache_read_input_tokens" -> cachedTokens = told(parser, value, cachedTokens);
                case "output_tokens" -> {
                    long count = JsonValues.count(parser, value);
                    into.outputTokens(isFinal ? count : Chunk.ABSENT);
                }
                case "output_tokens_details" ->
                    into.reasoningTokens(JsonValues.count(parser, value, "thinking_tokens"));
                default -> parser.skipChildren();
            }
        }
        if (uncachedTokens >= 0) {
            into.inputTokens(uncachedTokens + Math.max(0, writtenTokens) + Math.max(0, cachedTokens));
        }
        into.cachedInputTokens(cachedTokens);
    }

    private static long told(JsonParser parser, JsonToken value, long before) throws IOException {
        long count = JsonValues.count(parser, value);
        return count >= 0 ? count : before;
    }
}
