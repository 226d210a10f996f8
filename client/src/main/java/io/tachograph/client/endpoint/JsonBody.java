package io.tachograph.client.endpoint;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;
import java.util.Locale;

/**
 * The JSON object of one request. Fields that the target's configuration overrides or leaves out are skipped; nobody
 * needs to ask.
 * Used by one thread.
 */
public final class JsonBody {
    private final JsonGenerator json;
    private final BodyFields extras;

    JsonBody(JsonGenerator json, BodyFields extras) {
        this.json = json;
        this.extras = extras;
    }

    /** Whether the target's configuration has a field of this name, with which this one may not go together. */
    public boolean overrides(String name) {
        return extras.has(name);
    }

    public void text(String name, String value) throws IOException {
        if (begin(name)) {
            json.writeString(value);
        }
    }

    public void number(String name, long value) throws IOException {
        if (begin(name)) {
            json.writeNumber(value);
        }
    }

    public void number(String name, double value) throws IOException {
        if (begin(name)) {
            json.writeNumber(value);
        }
    }

    public void flag(String name, boolean value) throws IOException {
        if (begin(name)) {
            json.writeBoolean(value);
        }
    }

    /** How tokens are drawn: {@code temperature} and, where one is wanted, {@code top_p}. */
    public void sampling(RequestOptions options) throws IOException {
        number("temperature", options.temperature());
        if (options.topP() != null) {
            number("top_p", options.topP());
        }
    }

    /** A list of objects with {@code role}, in lower case, and {@code content}. */
    public void messages(String name, List<Message> messages) throws IOException {
        if (begin(name)) {
            json.writeStartArray();
            for (Message message : messages) {
                json.writeStartObject();
                json.writeStringField("role", message.role().name().toLowerCase(Locale.ROOT));
                json.writeStringField("content", message.content());
                json.writeEndObject();
            }
            json.writeEndArray();
        }
    }

    /** For values that the other methods do not write: when it is true, exactly one must be written to {@link #json}. */
    public boolean begin(String name) throws IOException {
        if (!extras.wants(name)) {
            return false;
        }
        json.writeFieldName(name);
        return true;
    }

    public JsonGenerator json() {
        return json;
    }
}
