package io.tachograph.client.endpoint;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Lines that repeat the prompt and all that was said before; what is longer than before is new. */
final class VllmGenerateReader implements ChunkReader {
    private final JsonValues.FieldReader topLevel = this::topLevel;
    private int seenChars;

    /** @param promptChars length of the prompt, with which every text begins */
    VllmGenerateReader(int promptChars) {
        seenChars = promptChars;
    }

    @Override
    public void read(@Nullable String event, byte[] data, int length, Chunk into) throws IOException {
        JsonValues.object(data, length, into, topLevel);
    }

    private void topLevel(JsonParser parser, String field, JsonToken value, Chunk into) throws IOException {
        if (field.equals("text")) {
            texts(parser, value, into);
        } else {
            JsonValues.other(parser, field, value, into);
        }
    }

    /** One text for each answer asked for; the first is measured. */
    private void texts(JsonParser parser, JsonToken start, Chunk into) throws IOException {
        if (start == JsonToken.VALUE_STRING) {
            text(parser, into);
        } else if (start == JsonToken.START_ARRAY && parser.nextToken() == JsonToken.VALUE_STRING) {
            text(parser, into);
            JsonToken other = parser.nextToken();
            while (other == JsonToken.VALUE_STRING) {
                other = parser.nextToken();
            }
            if (other != JsonToken.END_ARRAY) {
                throw new IOException("not a list of texts");
            }
        } else {
            throw new IOException("not a list of texts");
        }
    }

    private void text(JsonParser parser, Chunk into) throws IOException {
        into.part();
        int chars = parser.getTextLength();
        if (chars > seenChars) {
            into.output();
            if (into.keepsText()) {
                into.text(parser.getTextCharacters(), parser.getTextOffset() + seenChars, chars - seenChars);
            }
            seenChars = chars;
        }
    }

    @Override
    public boolean marksTheEnd() {
        return false;
    }
}
