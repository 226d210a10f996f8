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
    private @Nullable String error;
    private @Nullable String stopReason;

    @Override
    public void read(@Nullable String event, byte[] data, int length, Chunk into) throws IOException {
        type = event == null ? "" : event;
        error = null;
        stopReason = null;
        try (JsonParser parser = JsonValues.object(data, length)) {
            for (String field = parser.nextFieldName(); field != null; field = parser.nextFieldName()) {
                topLevel(parser, field, into);
            }
            JsonValues.end(parser);
        }
        if (error != null || type.equals("error")) {
            into.error(error == null ? "" : error);
            return;
        }
        if (stopReason != null) {
            into.finish(stopReason);
        }
        switch (type) {
            case "message_start" -> into.part();
            case "message" -> {
                into.part();
                into.last();
            }
            case "message_stop" -> into.last();
            default -> {}
        }
    }

    private void topLevel(JsonParser parser, String field, Chunk into) throws IOException {
        JsonToken value = parser.nextToken();
        switch (field) {
            case "type" -> {
                // The same as the event's name.
                String told = type.isEmpty() ? JsonValues.textOrNull(parser, value) : null;
                type = told == null ? type : told;
            }
            case "error" -> error = JsonValues.error(parser, value);
            case "content_block", "delta" -> block(parser, value, into);
            case "content" -> blocks(parser, value, into);
            case "message" -> message(parser, value, into);
            case "usage" -> usage(parser, value, true, into);
            case "stop_reason" -> stopReason = JsonValues.textOrNull(parser, value);
            default -> parser.skipChildren();
        }
    }

    /** Of {@code message_start}: nothing is said yet, but what was heard is known. */
    private void message(JsonParser parser, JsonToken start, Chunk into) throws IOException {
        if (start != JsonToken.START_OBJECT) {
            parser.skipChildren();
            return;
        }
        for (String field = parser.nextFieldName(); field != null; field = parser.nextFieldName()) {
            JsonToken value = parser.nextToken();
            if (field.equals("usage")) {
                usage(parser, value, false, into);
            } else {
                parser.skipChildren();
            }
        }
    }

    private void blocks(JsonParser parser, JsonToken start, Chunk into) throws IOException {
        if (start != JsonToken.START_ARRAY) {
            parser.skipChildren();
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
                case "text" -> JsonValues.output(parser, value, into);
                case "thinking" -> JsonValues.reasoning(parser, value, into);
                case "partial_json", "name" -> JsonValues.call(parser, value, into);
                case "stop_reason" -> stopReason = JsonValues.textOrNull(parser, value);
                default -> parser.skipChildren();
            }
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
