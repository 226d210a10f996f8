package io.tachograph.client.endpoint;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Events of OpenAI's Responses API, and the whole response, which the last event holds as well. */
final class ResponsesReader implements ChunkReader {
    /** The answer is in here and nowhere else: its items are read. */
    private boolean isWhole;

    private String type = "";
    private String status = "";
    private @Nullable String incomplete;
    private @Nullable String error;
    private @Nullable String message;

    @Override
    public void read(@Nullable String event, byte[] data, int length, Chunk into) throws IOException {
        type = event == null ? "" : event;
        isWhole = false;
        status = "";
        incomplete = null;
        error = null;
        message = null;
        try (JsonParser parser = JsonValues.object(data, length)) {
            for (String field = parser.nextFieldName(); field != null; field = parser.nextFieldName()) {
                topLevel(parser, field, into);
            }
            JsonValues.end(parser);
        }
        if (type.equals("error") || type.equals("response.failed") || (error != null && type.isEmpty())) {
            into.error(error != null ? error : message != null ? message : "");
        } else if (isWhole) {
            into.part();
            ended(into);
        } else {
            event(into);
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
            case "delta" -> delta(parser, value, into);
            case "response" -> response(parser, value, into);
            case "message" -> message = JsonValues.textOrNull(parser, value);
            case "output" -> {
                isWhole = true;
                output(parser, value, into);
            }
            default -> responseField(parser, field, value, into);
        }
    }

    private void delta(JsonParser parser, JsonToken value, Chunk into) throws IOException {
        if (type.startsWith("response.reasoning")) {
            JsonValues.reasoning(parser, value, into);
        } else if (type.equals("response.output_text.delta") || type.equals("response.refusal.delta")) {
            JsonValues.output(parser, value, into);
        } else if (type.endsWith(".delta")) {
            JsonValues.call(parser, value, into);
        } else {
            parser.skipChildren();
        }
    }

    private void response(JsonParser parser, JsonToken start, Chunk into) throws IOException {
        if (start != JsonToken.START_OBJECT) {
            parser.skipChildren();
            return;
        }
        for (String field = parser.nextFieldName(); field != null; field = parser.nextFieldName()) {
            responseField(parser, field, parser.nextToken(), into);
        }
    }

    private void responseField(JsonParser parser, String field, JsonToken value, Chunk into) throws IOException {
        switch (field) {
            case "status" -> {
                String told = JsonValues.textOrNull(parser, value);
                status = told == null ? "" : told;
            }
            case "error" -> {
                String told = JsonValues.error(parser, value);
                error = told == null ? error : told;
            }
            case "incomplete_details" -> reason(parser, value);
            case "usage" -> usage(parser, value, into);
            default -> parser.skipChildren();
        }
    }

    private void reason(JsonParser parser, JsonToken start) throws IOException {
        if (start != JsonToken.START_OBJECT) {
            parser.skipChildren();
            return;
        }
        for (String field = parser.nextFieldName(); field != null; field = parser.nextFieldName()) {
            String text = JsonValues.textOrNull(parser, parser.nextToken());
            incomplete = field.equals("reason") ? text : incomplete;
        }
    }

    private static void usage(JsonParser parser, JsonToken start, Chunk into) throws IOException {
        if (start != JsonToken.START_OBJECT) {
            parser.skipChildren();
            return;
        }
        for (String field = parser.nextFieldName(); field != null; field = parser.nextFieldName()) {
            JsonToken value = parser.nextToken();
            switch (field) {
                case "input_tokens" -> into.inputTokens(JsonValues.count(parser, value));
                case "output_tokens" -> into.outputTokens(JsonValues.count(parser, value));
                case "input_tokens_details" -> into.cachedInputTokens(JsonValues.count(parser, value, "cached_tokens"));
                case "output_tokens_details" ->
                    into.reasoningTokens(JsonValues.count(parser, value, "reasoning_tokens"));
                default -> parser.skipChildren();
            }
        }
    }

    /** Items of a whole response. */
    private static void output(JsonParser parser, JsonToken start, Chunk into) throws IOException {
        if (start != JsonToken.START_ARRAY) {
            parser.skipChildren();
            return;
        }
        for (JsonToken item = parser.nextToken(); item == JsonToken.START_OBJECT; item = parser.nextToken()) {
            boolean isReasoning = false;
            for (String field = parser.nextFieldName(); field != null; field = parser.nextFieldName()) {
                JsonToken value = parser.nextToken();
                switch (field) {
                    case "type" -> isReasoning = JsonValues.isText(parser, value, "reasoning");
                    case "content" -> parts(parser, value, isReasoning, into);
                    case "arguments" -> JsonValues.call(parser, value, into);
                    default -> parser.skipChildren();
                }
            }
        }
    }

    private static void parts(JsonParser parser, JsonToken start, boolean areReasoning, Chunk into) throws IOException {
        if (start != JsonToken.START_ARRAY) {
            parser.skipChildren();
            return;
        }
        for (JsonToken part = parser.nextToken(); part == JsonToken.START_OBJECT; part = parser.nextToken()) {
            for (String field = parser.nextFieldName(); field != null; field = parser.nextFieldName()) {
                JsonToken value = parser.nextToken();
                if (!field.equals("text") && !field.equals("refusal")) {
                    parser.skipChildren();
                } else if (areReasoning) {
                    JsonValues.reasoning(parser, value, into);
                } else {
                    JsonValues.output(parser, value, into);
                }
            }
        }
    }

    private void event(Chunk into) {
        switch (type) {
            case "response.output_item.added", "response.content_part.added" -> into.part();
            case "response.completed", "response.incomplete" -> ended(into);
            default -> {}
        }
    }

    private void ended(Chunk into) {
        if (status.equals("failed") || status.equals("cancelled") || error != null) {
            into.error(error == null ? "the response is " + status : error);
            return;
        }
        into.finish(incomplete != null ? incomplete : status.isEmpty() ? "completed" : status);
        into.last();
    }
}
