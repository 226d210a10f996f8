package io.tachograph.client.endpoint;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.tachograph.client.endpoint.JsonValues.FieldReader;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Events of Anthropic's Messages API, and the whole message. Its counts may be spread over several events: those of the
 * input stay as last reported, the output's first one is only a beginning and is not read.
 */
final class AnthropicReader implements ChunkReader {
    private long uncachedTokens = Chunk.ABSENT;
    private long writtenTokens = Chunk.ABSENT;
    private long cachedTokens = Chunk.ABSENT;

    private final FieldReader topLevel = this::topLevel;
    private final FieldReader messageField = this::messageField;
    private final FieldReader blockField = this::blockField;
    private final FieldReader firstUsage = this::firstUsage;
    private final FieldReader usage = this::usage;

    private String type = "";

    @Override
    public void read(@Nullable String event, byte[] data, int length, Chunk into) throws IOException {
        // A message calls itself one; the name is also what any event has that was given none.
        type = event == null || event.equals("message") ? "" : event;
        JsonValues.object(data, length, into, topLevel);
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

    private void topLevel(JsonParser parser, String field, JsonToken value, Chunk into) throws IOException {
        switch (field) {
            // The same as the event's name, unless a proxy names all events alike.
            case "type" -> type = JsonValues.text(parser, value, type);
            case "index" -> parser.skipChildren();
            case "content_block", "delta" -> JsonValues.fields(parser, value, into, blockField);
            case "content" -> blocks(parser, value, into);
            case "message" -> JsonValues.fields(parser, value, into, messageField);
            case "usage" -> counts(parser, value, into, usage);
            case "stop_reason" -> JsonValues.finish(parser, value, into);
            default -> JsonValues.other(parser, field, value, into);
        }
    }

    /** Of {@code message_start}: hardly ever is anything said yet, but what was heard is known. */
    private void messageField(JsonParser parser, String field, JsonToken value, Chunk into) throws IOException {
        switch (field) {
            case "usage" -> counts(parser, value, into, firstUsage);
            case "content" -> blocks(parser, value, into);
            default -> parser.skipChildren();
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
            JsonValues.fields(parser, item, into, blockField);
        }
    }

    /** Of a block or a piece of one. Signatures and citations are no tokens. */
    private void blockField(JsonParser parser, String field, JsonToken value, Chunk into) throws IOException {
        switch (field) {
            case "type" -> parser.skipChildren();
            case "text" -> JsonValues.output(parser, value, into);
            case "thinking" -> JsonValues.reasoning(parser, value, into);
            case "partial_json", "name" -> JsonValues.call(parser, value, into);
            case "stop_reason" -> JsonValues.finish(parser, value, into);
            case "usage" -> counts(parser, value, into, usage);
            default -> JsonValues.reasoningOrOther(parser, field, value, into);
        }
    }

    private void counts(JsonParser parser, JsonToken start, Chunk into, FieldReader usageField) throws IOException {
        JsonValues.fields(parser, start, into, usageField);
        if (uncachedTokens >= 0) {
            into.inputTokens(uncachedTokens + Math.max(0, writtenTokens) + Math.max(0, cachedTokens));
        }
        into.cachedInputTokens(cachedTokens);
    }

    private void firstUsage(JsonParser parser, String field, JsonToken value, Chunk into) throws IOException {
        if (field.equals("output_tokens")) {
            parser.skipChildren();
        } else {
            usage(parser, field, value, into);
        }
    }

    private void usage(JsonParser parser, String field, JsonToken value, Chunk into) throws IOException {
        switch (field) {
            case "input_tokens" -> uncachedTokens = Chunk.told(JsonValues.count(parser, value), uncachedTokens);
            case "cache_creation_input_tokens" ->
                writtenTokens = Chunk.told(JsonValues.count(parser, value), writtenTokens);
            case "cache_read_input_tokens" -> cachedTokens = Chunk.told(JsonValues.count(parser, value), cachedTokens);
            case "output_tokens" -> into.outputTokens(JsonValues.count(parser, value));
            case "output_tokens_details" -> into.reasoningTokens(JsonValues.count(parser, value, "thinking_tokens"));
            default -> parser.skipChildren();
        }
    }
}
