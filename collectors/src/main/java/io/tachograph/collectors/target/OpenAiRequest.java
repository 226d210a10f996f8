package io.tachograph.collectors.target;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;

/** What the request bodies of both OpenAI-compatible APIs have in common. Thread-safe. */
final class OpenAiRequest {
    /** Writes the fields that hold the prompt. */
    interface PromptFields {
        void write(JsonGenerator json, Prompt prompt) throws IOException;
    }

    private final JsonFactory factory = new JsonFactory();
    private final String model;
    private final PromptFields promptFields;

    OpenAiRequest(String model, PromptFields promptFields) {
        this.model = model;
        this.promptFields = promptFields;
    }

    String body(PromptRequest request) {
        StringWriter out = new StringWriter(512);
        try (JsonGenerator json = factory.createGenerator(out)) {
            json.writeStartObject();
            json.writeStringField("model", model);
            promptFields.write(json, request.prompt());
            json.writeNumberField("max_tokens", request.maxTokens());
            json.writeNumberField("temperature", request.options().temperature());
            json.writeBooleanField("stream", request.options().streamed());
            if (request.options().streamed()) {
                json.writeObjectFieldStart("stream_options");
                json.writeBooleanField("include_usage", true);
                json.writeEndObject();
            }
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory failed", e);
        }
        return out.toString();
    }
}
