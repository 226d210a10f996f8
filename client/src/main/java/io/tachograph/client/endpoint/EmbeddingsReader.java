package io.tachograph.client.endpoint;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Answers of {@code /v1/embeddings}, which are whole: their output is vectors, and only their input has tokens. */
final class EmbeddingsReader implements ChunkReader {
    @Override
    public void read(@Nullable String event, byte[] data, int length, Chunk into) throws IOException {
        JsonValues.object(data, length, into, EmbeddingsReader::topLevel);
    }

    private static void topLevel(JsonParser parser, String field, JsonToken value, Chunk into) throws IOException {
        switch (field) {
            case "data" -> vectors(parser, value, into);
            case "usage" -> UsageReader.read(parser, value, into);
            default -> JsonValues.other(parser, field, value, into);
        }
    }

    private static void vectors(JsonParser parser, JsonToken value, Chunk into) throws IOException {
        if (value != JsonToken.START_ARRAY) {
            parser.skipChildren();
            return;
        }
        into.part();
        for (JsonToken item = parser.nextToken(); item != JsonToken.END_ARRAY; item = parser.nextToken()) {
            into.output();
            parser.skipChildren();
        }
    }
}
