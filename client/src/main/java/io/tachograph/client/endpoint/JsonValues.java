package io.tachograph.client.endpoint;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * Reads JSON token by token, without a tree and without text that nobody wants. What has an unexpected type counts as
 * absent. All methods leave the parser at the end of the value that it stands on.
 */
final class JsonValues {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final JsonFactory JSON = MAPPER.getFactory();
    /** So many digits fit into a long. */
    private static final int SURELY_LONG = 18;

    private static final int MAX_NUMBER_CHARS = 40;
    private static final BigDecimal MAX_COUNT = BigDecimal.valueOf(Chunk.MAX_TOKENS);

    private JsonValues() {}

    /** Takes one field of an object, whose value the parser stands on, and leaves the parser at that value's end. */
    @FunctionalInterface
    interface FieldReader {
        void read(JsonParser parser, String field, JsonToken value, Chunk into) throws IOException;
    }

    /** Reads the one object that the bytes must be. */
    static void object(byte[] bytes, int length, Chunk into, FieldReader fields) throws IOException {
        try (JsonParser parser = object(bytes, length)) {
            fields(parser, JsonToken.START_OBJECT, into, fields);
            if (parser.nextToken() != null) {
                throw new IOException("more than one JSON value");
            }
        }
    }

    private static JsonParser object(byte[] bytes, int length) throws IOException {
        JsonParser parser = JSON.createParser(bytes, 0, length);
        if (parser.nextToken() != JsonToken.START_OBJECT) {
            parser.close();
            throw new IOException("not a JSON object");
        }
        return parser;
    }

    /** Reads the fields of the value, if it is an object. */
    static void fields(JsonParser parser, JsonToken start, Chunk into, FieldReader fields) throws IOException {
        if (start != JsonToken.START_OBJECT) {
            parser.skipChildren();
            return;
        }
        for (String field = parser.nextFieldName(); field != null; field = parser.nextFieldName()) {
            fields.read(parser, field, parser.nextToken(), into);
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

    /** The text that is here; the known one if it is the same, which makes no string, or if there is none. */
    static String text(JsonParser parser, JsonToken value, String known) throws IOException {
        if (value != JsonToken.VALUE_STRING || parser.getTextLength() == 0) {
            parser.skipChildren();
            return known;
        }
        return isText(parser, value, known) ? known : parser.getText();
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

    /** If the value holds text, in whatever parts, the chunk has output and keeps it. */
    static void output(JsonParser parser, JsonToken value, Chunk into) throws IOException {
        if (value.isStructStart()) {
            OutputParts.read(tree(parser), false, into);
        } else if (isText(parser, value)) {
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

    /** If the value holds text, in whatever parts, the chunk has reasoning. */
    static void reasoning(JsonParser parser, JsonToken value, Chunk into) throws IOException {
        if (value.isStructStart()) {
            OutputParts.read(tree(parser), true, into);
        } else if (isText(parser, value)) {
            into.reasoning();
        }
    }

    /** A finish reason, which is a text where it is one. */
    static void finish(JsonParser parser, JsonToken value, Chunk into) throws IOException {
        if (value != JsonToken.VALUE_NULL && value != JsonToken.VALUE_FALSE) {
            into.finish(parser.getText());
        }
        parser.skipChildren();
    }

    /** The value that the parser stands on; for what is rare, or small. */
    static JsonNode tree(JsonParser parser) throws IOException {
        return MAPPER.readTree(parser);
    }

    /** A field that says nothing; but one that is named after errors has to be looked at. */
    static void other(JsonParser parser, String field, JsonToken value, Chunk into) throws IOException {
        if (value != JsonToken.VALUE_NULL && ErrorWords.isField(field)) {
            into.doubtful();
        }
        parser.skipChildren();
    }

    /** The same, unless the field is named after reasoning, which the chunk then has. */
    static void reasoningOrOther(JsonParser parser, String field, JsonToken value, Chunk into) throws IOException {
        if (OutputParts.isReasoning(field)) {
            reasoning(parser, value, into);
        } else {
            other(parser, field, value, into);
        }
    }

    /**
     * A whole number that is not negative, however it is written: {@code 15}, {@code 15.0}, {@code 1.5e1}, {@code "15"};
     * {@link Chunk#ABSENT} for anything else.
     */
    static long count(JsonParser parser, JsonToken value) throws IOException {
        if (value == JsonToken.VALUE_NUMBER_INT && parser.getTextLength() <= SURELY_LONG) {
            return Math.max(Chunk.ABSENT, parser.getLongValue());
        }
        if (value.isNumeric() || value == JsonToken.VALUE_STRING) {
            return parser.getTextLength() <= MAX_NUMBER_CHARS ? count(parser.getText()) : Chunk.ABSENT;
        }
        parser.skipChildren();
        return Chunk.ABSENT;
    }

    private static long count(String text) {
        try {
            BigDecimal number = new BigDecimal(text.strip());
            boolean fits = number.signum() >= 0 && number.compareTo(MAX_COUNT) <= 0;
            return fits ? number.longValueExact() : Chunk.ABSENT;
        } catch (ArithmeticException | NumberFormatException e) {
            return Chunk.ABSENT;
        }
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
        fields(parser, start, into, JsonValues::fact);
    }

    static void fact(JsonParser parser, String name, JsonToken value, Chunk into) throws IOException {
        if (value.isNumeric()) {
            into.server(name, parser.getDoubleValue());
        } else {
            parser.skipChildren();
        }
    }
}
