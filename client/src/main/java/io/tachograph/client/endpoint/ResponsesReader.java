package io.tachograph.client.endpoint;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Events of OpenAI's Responses API, and the whole response, which the last event holds as well. */
final class ResponsesReader implements ChunkReader {
    /** The answer is in here and nowhere else: its items are read. */
    private boolean isWhole;
    /** Something of it came already, and the last event only says it again. */
    private boolean wasSaid;

    private String type = "";
    private String status = "";
    private @Nullable String incomplete;

    @Override
    public void read(@Nullable String event, byte[] data, int length, Chunk into) throws IOException {
        type = event == null ? "" : event;
        isWhole = false;
        status = "";
        incomplete = null;
        try (JsonParser parser = JsonValues.object(data, length)) {
            for (String field = parser.nextFieldName(); field != null; field = parser.nextFieldName()) {
                topLevel(parser, field, into);
            }
            JsonValues.end(parser);
        }
        if (isWhole) {
            into.part();
            ended(into);
        } else if (type.startsWith("response.")) {
            into.known();
            event(into);
        }
        wasSaid |= into.hasOutput || into.hasReasoning;
    }

    private void topLevel(JsonParser parser, String field, Chunk into) throws IOException {
        JsonToken value = parser.nextToken();
        switch (field) {
            case "type" -> {
                // The same as the event's name, unless a proxy names all events alike.
                if (!type.startsWith("response.")) {
                    type = JsonValues.text(parser, value, type);
                }
            }
            case "sequence_number", "item_id", "output_index", "content_index" -> parser.skipChildren();
            case "delta" -> delta(parser, value, into);
            case "item" -> item(parser, value, into);
            case "response" -> response(parser, value, into);
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
            JsonToken value = parser.nextToken();
            if (field.equals("output") && !wasSaid) {
                output(parser, value, into);
            } else {
                responseField(parser, field, value, into);
            }
        }
    }

    /** Of servers that send no pieces: the item when it is there. */
    private void item(JsonParser parser, JsonToken value, Chunk into) throws IOException {
        if (value == JsonToken.START_OBJECT && type.endsWith(".done") && !wasSaid) {
            outputItem(parser, into);
        } else {
            parser.skipChildren();
        }
    }

    private void responseField(JsonParser parser, String field, JsonToken value, Chunk into) throws IOException {
        switch (field) {
            case "status" -> {
                String told = JsonValues.textOrNull(parser, value);
                status = told == null ? "" : told;
            }
            case "incomplete_details" -> reason(parser, value);
            case "usage" -> UsageReader.read(parser, value, into);
            default -> JsonValues.other(parser, field, value, into);
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

    /** Items of a whole response. */
    private static void output(JsonParser parser, JsonToken start, Chunk into) throws IOException {
        if (start != JsonToken.START_ARRAY) {
            parser.skipChildren();
            return;
        }
        for (JsonToken item = parser.nextToken(); item == JsonToken.START_OBJECT; item = parser.nextToken()) {
            outputItem(parser, into);
        }
    }

    private static void outputItem(JsonParser parser, Chunk into) throws IOException {
        boolean isReasoning = false;
        for (String field = parser.nextFieldName(); field != null; field = parser.nextFieldName()) {
            JsonToken value = parser.nextToken();
            switch (field) {
                case "type" -> isReasoning = JsonValues.isText(parser, value, "reasoning");
                case "content" -> {
                    if (isReasoning) {
                        JsonValues.reasoning(parser, value, into);
                    } else {
                        JsonValues.output(parser, value, into);
                    }
                }
                case "summary" -> JsonValues.reasoning(parser, value, into);
                case "arguments", "input" -> JsonValues.call(parser, value, into);
                default -> parser.skipChildren();
            }
        }
    }

    private void event(Chunk into) {
        switch (type) {
            case "response.output_item.added", "response.content_part.added" -> into.part();
            case "response.completed", "response.incomplete" -> ended(into);
            case "response.failed" -> into.failure();
            default -> {}
        }
    }

    private void ended(Chunk into) {
        if (status.equals("failed") || status.equals("cancelled") || into.isDoubtful) {
            if (into.isDoubtful) {
                into.failure();
            } else {
                into.error("the response is " + status);
            }
            return;
        }
        into.finish(incomplete != null ? incomplete : status.isEmpty() ? "completed" : status);
        into.last();
    }
}
