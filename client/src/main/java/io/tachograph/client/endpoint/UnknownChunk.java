package io.tachograph.client.endpoint;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * The one place that says what a chunk is that the reader of its API does not know, or has doubts about: a heartbeat, an
 * error in whatever dress, or something that nobody knows. All API kinds ask here, and only here; it takes its time, with a
 * tree and with strings, so it is asked only about what is rare.
 *
 * <p>The rule: a text is a heartbeat if it is a known word for one, and else an error if it is HTML or has a word of
 * trouble; JSON is an error if it has one of the {@link ErrorSigns}. What is neither is unknown, and its answer is a
 * success only if it ends as a good one does ({@link SuccessCheck}).
 */
final class UnknownChunk {
    /** As Python and JavaScript print objects, too. */
    private static final JsonMapper LENIENT = JsonMapper.builder()
            .enable(JsonReadFeature.ALLOW_SINGLE_QUOTES)
            .enable(JsonReadFeature.ALLOW_UNQUOTED_FIELD_NAMES)
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .enable(JsonReadFeature.ALLOW_TRAILING_COMMA)
            .enable(JsonReadFeature.ALLOW_UNESCAPED_CONTROL_CHARS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private UnknownChunk() {}

    /** @param read what the reader made of it; empty when it could not read it */
    static ChunkFinding of(@Nullable String event, byte[] data, int from, int length, Chunk read) {
        ChunkFinding found = of(new String(data, from, length, StandardCharsets.UTF_8), read);
        if (read.isFailure || (event != null && ErrorWords.isName(event))) {
            return ChunkFinding.error(found.told());
        }
        boolean quiet = found.kind() == ChunkFinding.Kind.UNKNOWN
                && (read.saysSomething() || (event != null && UnknownText.isHeartbeat(event)));
        return quiet ? ChunkFinding.HARMLESS : found;
    }

    private static ChunkFinding of(String text, Chunk read) {
        String stripped = text.strip();
        if (stripped.equals("[DONE]")) {
            return ChunkFinding.HARMLESS;
        }
        if (!stripped.startsWith("{") && !stripped.startsWith("[") && !stripped.startsWith("\"")) {
            return UnknownText.of(stripped);
        }
        try {
            return of(LENIENT.readTree(stripped), read);
        } catch (JsonProcessingException e) {
            return ErrorWords.beginObject(stripped) ? ChunkFinding.error(stripped) : ChunkFinding.BROKEN;
        }
    }

    private static ChunkFinding of(JsonNode json, Chunk read) {
        if (json.isTextual()) {
            return UnknownText.of(json.textValue());
        }
        String error = ErrorSigns.find(json, read.saysSomething() && !read.isFailure);
        if (error != null) {
            return ChunkFinding.error(error);
        }
        return ErrorSigns.isQuiet(json) ? ChunkFinding.HARMLESS : ChunkFinding.unknown(ErrorSentence.of(json));
    }
}
