package io.tachograph.client.endpoint;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Reads JSON token by token, without a tree and without text that nobody wants. What has an unexpected type counts as
 * absent. All methods leave the parser at the end of the value that it stands on.
 */
final class JsonValues {
    private static final JsonFactory JSON = new JsonFactory();

    private JsonValues() {}

    /** Opens a parser that has read the start of the one object that the bytes must be. */
    static JsonParser object(byte[] bytes, int length) throws IOException {
        JsonParser parser = JSON.createParser(bytes, 0, length);
        if (parser.nextToken() != JsonToken.START_OBJECT) {
            parser.close();
            throw new IOException("not a JSON object");
        }
        return parser;
    }

    /** Nothing may follow that object. */
    static void end(JsonParser parser) throws IOException {
        if (parser.nextToken() != null) {
            throw new IOException("more than one JSON value");
        }
    }

    /** Whether the value is a text that is not empty. */
    static boolean isText(JsonParser parser, JsonToken value) throws IOException {
        if (value == JsonToken.VALUE_STRING) {
            return parser.getTextLength() > 0;
        }
        parser.skipChildren();
        return false;
    }

    static @Nullable String textOrNull(JsonParser parser, JsonToken value) throws IOException {
        return isText(parser, value) ? parser.getText() : null;
    }

    /** Whether the value is exactly that text; makes no string of it. */
    static boolean isText(JsonParser parser, JsonToken value, String wanted) throws IOException {
        if (!isText(parser, value) || parser.getTextLength() != wanted.length()) {
            return false;
        }
        char[] text = parser.getTextCharacters();
        int from = parser.getTextOffset();
        for (int i = 0; i < wanted.length(); i++) {
            if (text[from + i] != wanted.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /** Whether the value is text; if so, the chunk has output and keeps it. */
    static void output(JsonParser parser, JsonToken value, Chunk into) throws IOException {
        if (isText(parser, value)) {
            into.output();
            if (into.keepsText()) {
                into.text(parser.getTextCharacters(), parser.getTextOffset(), parser.getTextLength());
            }
        }
    }

    /** If the value is text, the chunk has output, of a kind that is not kept. */
    static void call(JsonParser parser, JsonToken value, Chunk into) throws IOException {
        if (isText(parser, value)) {
            into.output();
        }
    }

    static void reasoning(JsonParser parser, JsonToken value, Chunk into) throws IOException {
        if (isText(parser, value)) {
            into.reasoning();
        }
    }

    /** A whole number that is not negative, {@link Chunk#ABSENT} for anything else. */
    static long count(JsonParser parser, JsonToken value) throws IOException {
        if (value != JsonToken.VALUE_NUMBER_INT) {
            parser.skipChildren();
            return Chunk.ABSENT;
        }
        return Math.max(Chunk.ABSENT, parser.getLongValue());
    }

    /** That field of the object. */
    static long count(JsonParser parser, JsonToken start, String wanted) throws IOException {
        if (start != JsonToken.START_OBJECT) {
            parser.skipChildren();
            return Chunk.ABSENT;
        }
        long found = Chunk.ABSENT;
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

    /** The numbers of an object, as facts of the server. */
    static void facts(JsonParser parser, JsonToken start, Chunk into) throws IOException {
        if (start != JsonToken.START_OBJECT) {
            parser.skipChildren();
            return;
        }
        for (String field = parser.nextFieldName(); field != null; field = parser.nextFieldName()) {
            fact(parser, parser.nextToken(), field, into);
        }
    }

    static void fact(JsonParser parser, JsonToken value, String name, Chunk into) throws IOException {
        if (value.isNumeric()) {
            into.server(name, parser.getDoubleValue());
        } else {
            parser.skipChildren();
        }
    }

    /** The sentence of an error that is a text, or an object with a message; null when it is neither. */
    static @Nullable String error(JsonParser parser, JsonToken value) throws IOException {
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
}
