package io.tachograph.client.endpoint;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.tachograph.client.endpoint.JsonValues.FieldReader;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Events of OpenAI's Responses API, and the whole response. An item comes in pieces, again whole at its end, and once more
 * in the response that the last event holds: what each kind of item says counts once, where it came first. Several items
 * can be in flight, distinguished by their {@code output_index}.
 */
final class ResponsesReader implements ChunkReader {
    private static final String EVENT = "response.";
    private static final int REASONING = 1;
    private static final int TEXT = 2;
    private static final int CALL = 4;
    /** Of events that do not say which item they are about. */
    private static final long ANY_ITEM = Chunk.ABSENT;

    private final FieldReader topLevel = this::topLevel;
    private final FieldReader responseField = this::responseField;
    private final FieldReader detail = this::detail;
    private final FieldReader itemField = this::itemField;

    /** The answer is in here and nowhere else: its items are read. */
    private boolean isWhole;
    /** The kinds that have come in all. */
    private int said;
    /** Those that came in pieces, by the item that is not over. */
    private final Map<Long, Integer> pieces = new HashMap<>();

    /** The one that the event is about, and the kind of the piece that it brings. */
    private long item;

    private int piece;
    /** Of the item that is read: the kinds that it only says again, those that it has, whether it is one of reasoning. */
    private int repeated;

    private int held;

    private boolean isReasoning;

    private String type = "";
    /** What the event holds came before it said what it is, or of which item. */
    private boolean tooEarly;

    private boolean again;

    private String status = "";
    private @Nullable String incomplete;

    @Override
    public void read(@Nullable String event, byte[] data, int length, Chunk into) throws IOException {
        type = event == null ? "" : event;
        isWhole = false;
        status = "";
        incomplete = null;
        item = ANY_ITEM;
        tooEarly = false;
        again = false;
        piece = 0;
        JsonValues.object(data, length, into, topLevel);
        if (tooEarly && type.startsWith(EVENT)) {
            again = true;
            into.again();
            JsonValues.object(data, length, into, topLevel);
        }
        if (piece != 0) {
            said |= piece;
            pieces.merge(item, piece, (before, now) -> before | now);
        }
        if (isWhole) {
            into.part();
            ended(into);
        } else if (type.startsWith(EVENT)) {
            into.known();
            event(into);
        }
    }

    private void topLevel(JsonParser parser, String field, JsonToken value, Chunk into) throws IOException {
        switch (field) {
            case "type" -> {
                // The same as the event's name, unless a proxy names all events alike.
                if (!type.startsWith(EVENT)) {
                    type = JsonValues.text(parser, value, type);
                }
            }
            case "sequence_number", "item_id", "content_index" -> parser.skipChildren();
            case "output_index" -> item = JsonValues.count(parser, value);
            case "delta", "item" -> {
                // Some servers write type or index last.
                boolean isDelta = field.equals("delta");
                if (!type.startsWith(EVENT) || (!isDelta && item == ANY_ITEM && !again)) {
                    tooEarly = true;
                    parser.skipChildren();
                } else if (isDelta) {
                    delta(parser, value, into);
                } else {
                    item(parser, value, into);
                }
            }
            case "response" -> JsonValues.fields(parser, value, into, responseField);
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
            saying(REASONING, into.hasReasoning);
        } else if (type.equals("response.output_text.delta") || type.equals("response.refusal.delta")) {
            JsonValues.output(parser, value, into);
            saying(TEXT, into.hasOutput);
        } else if (type.endsWith(".delta")) {
            JsonValues.call(parser, value, into);
            saying(CALL, into.hasOutput);
        } else {
            parser.skipChildren();
        }
    }

    private void saying(int kind, boolean something) {
        if (something) {
            piece |= kind;
        }
    }

    /** The whole item, when it is over. */
    private void item(JsonParser parser, JsonToken value, Chunk into) throws IOException {
        if (!type.endsWith(".done")) {
            parser.skipChildren();
            return;
        }
        repeated = 0;
        pieces.forEach((of, kinds) -> repeated |= mayBe(of) ? kinds : 0);
        outputItem(parser, value, into);
        pieces.replaceAll((of, kinds) -> mayBe(of) ? kinds & ~held : kinds);
        pieces.values().removeIf(kinds -> kinds == 0);
    }

    private boolean mayBe(long other) {
        return other == item || other == ANY_ITEM || item == ANY_ITEM;
    }

    private void responseField(JsonParser parser, String field, JsonToken value, Chunk into) throws IOException {
        switch (field) {
            case "status" -> {
                String told = JsonValues.textOrNull(parser, value);
                status = told == null ? "" : told;
            }
            case "output" -> output(parser, value, into);
            case "incomplete_details" -> JsonValues.fields(parser, value, into, detail);
            case "usage" -> UsageReader.read(parser, value, into);
            default -> JsonValues.other(parser, field, value, into);
        }
    }

    private void detail(JsonParser parser, String field, JsonToken value, Chunk into) throws IOException {
        String text = JsonValues.textOrNull(parser, value);
        incomplete = field.equals("reason") ? text : incomplete;
    }

    /** Items of a whole response. What comes now was not thought after what was said. */
    private void output(JsonParser parser, JsonToken start, Chunk into) throws IOException {
        if (start != JsonToken.START_ARRAY) {
            parser.skipChildren();
            return;
        }
        int before = said == 0 ? 0 : said | REASONING;
        for (JsonToken item = parser.nextToken(); item != JsonToken.END_ARRAY; item = parser.nextToken()) {
            repeated = before;
            outputItem(parser, item, into);
        }
    }

    private void outputItem(JsonParser parser, JsonToken start, Chunk into) throws IOException {
        isReasoning = false;
        held = 0;
        JsonValues.fields(parser, start, into, itemField);
    }

    private void itemField(JsonParser parser, String field, JsonToken value, Chunk into) throws IOException {
        switch (field) {
            case "type" -> isReasoning = JsonValues.isText(parser, value, "reasoning");
            case "content" -> part(isReasoning ? REASONING : TEXT, parser, value, into);
            case "summary" -> part(REASONING, parser, value, into);
            case "arguments", "input" -> part(CALL, parser, value, into);
            default -> parser.skipChildren();
        }
    }

    private void part(int kind, JsonParser parser, JsonToken value, Chunk into) throws IOException {
        held |= kind;
        if ((repeated & kind) != 0) {
            parser.skipChildren();
            return;
        }
        boolean hadOutput = into.hasOutput;
        boolean hadReasoning = into.hasReasoning;
        into.hasOutput = false;
        into.hasReasoning = false;
        switch (kind) {
            case REASONING -> JsonValues.reasoning(parser, value, into);
            case TEXT -> JsonValues.output(parser, value, into);
            default -> JsonValues.call(parser, value, into);
        }
        // Parts of a content name their kind themselves.
        into.hasReasoning &= (repeated & REASONING) == 0;
        said |= (into.hasOutput ? kind : 0) | (into.hasReasoning ? REASONING : 0);
        into.hasOutput |= hadOutput;
        into.hasReasoning |= hadReasoning;
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
