package io.tachograph.gateway;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the gateway has to know of a request's body. Reads it field by field and keeps nothing of what is asked. A field
 * that decides is refused when it is there twice, because the target might believe the other one.
 */
final class RequestSubject {
    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxStringLength(Integer.MAX_VALUE)
                    .build())
            .build();
    /** Fields that hold what is asked. */
    private static final Set<String> PROMPTS = Set.of("messages", "prompt", "input", "system", "instructions");
    /** Fields within them that hold text. */
    private static final Set<String> TEXTS = Set.of("content", "text", "system");

    private static final int MAX_USER_CHARS = 64;

    private final Set<String> deciding = new HashSet<>();
    private String model = "";
    private boolean streamed;
    private @Nullable String user;
    private int promptChars;

    private RequestSubject() {}

    /** @throws RefusedRequest when the body is not one JSON object that names a model */
    static RequestSubject of(byte[] body) throws RefusedRequest {
        RequestSubject subject = new RequestSubject();
        try (JsonParser parser = JSON.createParser(body)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw bad("The body is not a JSON object.");
            }
            for (String field = parser.nextFieldName(); field != null; field = parser.nextFieldName()) {
                subject.field(field, parser.nextToken(), parser);
            }
            if (parser.nextToken() != null) {
                throw bad("The body is more than one JSON object.");
            }
        } catch (IOException e) {
            // Its message quotes the body.
            throw bad("The body is not valid JSON.");
        }
        if (subject.model.isEmpty()) {
            throw bad("The request names no model.");
        }
        return subject;
    }

    private static RefusedRequest bad(String sentence) {
        return new RefusedRequest(400, "invalid_request", sentence);
    }

    private void field(String name, JsonToken value, JsonParser parser) throws IOException, RefusedRequest {
        switch (name) {
            case "model" -> {
                once(name);
                if (value != JsonToken.VALUE_STRING) {
                    throw bad("`model` must be a string.");
                }
                model = parser.getText();
            }
            case "stream" -> {
                once(name);
                if (value != JsonToken.VALUE_NULL && !value.isBoolean()) {
                    throw bad("`stream` must be true or false.");
                }
                streamed = value == JsonToken.VALUE_TRUE;
            }
            case "user" -> userIs(value, parser);
            case "metadata" -> metadata(value, parser);
            default -> {
                if (PROMPTS.contains(name)) {
                    prompt(value, parser);
                } else {
                    parser.skipChildren();
                }
            }
        }
    }

    private void once(String name) throws RefusedRequest {
        if (!deciding.add(name)) {
            throw bad("`" + name + "` is there twice.");
        }
    }

    /** Anthropic's place for it. */
    private void metadata(JsonToken value, JsonParser parser) throws IOException {
        if (value != JsonToken.START_OBJECT) {
            parser.skipChildren();
            return;
        }
        for (String field = parser.nextFieldName(); field != null; field = parser.nextFieldName()) {
            JsonToken token = parser.nextToken();
            if (field.equals("user_id")) {
                userIs(token, parser);
            } else {
                parser.skipChildren();
            }
        }
    }

    private void userIs(JsonToken value, JsonParser parser) throws IOException {
        if (value != JsonToken.VALUE_STRING) {
            parser.skipChildren();
            return;
        }
        String told = parser.getText().strip();
        boolean printable = told.codePoints().noneMatch(Character::isISOControl);
        user = !told.isEmpty() && told.length() <= MAX_USER_CHARS && printable ? told : user;
    }

    private void prompt(JsonToken value, JsonParser parser) throws IOException {
        int depth = value.isStructStart() ? 1 : 0;
        count(value, true, parser);
        while (depth > 0) {
            JsonToken token = parser.nextToken();
            if (token == null) {
                return; // The parser complains of the end.
            }
            if (token.isStructStart()) {
                depth++;
            } else if (token.isStructEnd()) {
                depth--;
            } else {
                String field = parser.currentName();
                count(token, field == null || TEXTS.contains(field), parser);
            }
        }
    }

    private void count(JsonToken value, boolean isText, JsonParser parser) throws IOException {
        if (isText && value == JsonToken.VALUE_STRING) {
            promptChars += Character.codePointCount(
                    parser.getTextCharacters(), parser.getTextOffset(), parser.getTextLength());
        }
    }

    String model() {
        return model;
    }

    /** Whether it asks for a streamed answer. */
    boolean streamed() {
        return streamed;
    }

    /** Whom its sender says that it is for; null when he does not say. */
    @Nullable
    String user() {
        return user;
    }

    /** Length of the texts that are asked, in Unicode code points. */
    int promptChars() {
        return promptChars;
    }
}
