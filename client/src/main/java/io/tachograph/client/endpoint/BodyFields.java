package io.tachograph.client.endpoint;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tachograph.schemas.TargetConfig;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** Writes the bodies of a target's requests, with the fields that its configuration adds to each. Thread-safe. */
final class BodyFields {
    private static final JsonFactory JSON = new JsonFactory();
    private static final int USUAL_CHARS = 256;

    /** JSON text of each field's value. */
    private final Map<String, String> fields;

    private final Set<String> omitted;

    private BodyFields(Map<String, String> fields, Set<String> omitted) {
        this.fields = fields;
        this.omitted = omitted;
    }

    /**
     * @throws IllegalArgumentException when the configuration's fields are no JSON object, or one of them is to be left
     *     out as well; does not quote them
     */
    static BodyFields of(TargetConfig target) {
        Map<String, String> fields = new LinkedHashMap<>();
        object(target)
                .properties()
                .forEach(field -> fields.put(field.getKey(), field.getValue().toString()));
        Set<String> omitted = target.extras().omitted();
        for (String name : omitted) {
            if (fields.containsKey(name)) {
                throw new IllegalArgumentException("target " + target.slug() + ": the body field '" + name
                        + "' is both added to and left out of its requests");
            }
        }
        return new BodyFields(fields, omitted);
    }

    private static ObjectNode object(TargetConfig target) {
        ObjectMapper strict = new ObjectMapper()
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION);
        try {
            JsonNode tree = strict.readTree(target.extras().bodyFields());
            if (tree instanceof ObjectNode object) {
                return object;
            }
        } catch (JsonProcessingException e) {
            // Says where, but quotes what it found there.
            throw new IllegalArgumentException(sentence(target), null);
        }
        throw new IllegalArgumentException(sentence(target));
    }

    private static String sentence(TargetConfig target) {
        return "target " + target.slug() + ": its extra body fields must be one JSON object, such as {\"top_k\": 1}";
    }

    /** Whether requests have a field of this name that is not the API kind's. */
    boolean has(String name) {
        return fields.containsKey(name);
    }

    /** Whether the API kind's own field of this name is sent. */
    boolean wants(String name) {
        return !fields.containsKey(name) && !omitted.contains(name);
    }

    String body(WireProtocol protocol, PromptRequest request) {
        StringWriter out = new StringWriter(
                USUAL_CHARS + request.prompt().messages().get(0).content().length());
        try (JsonGenerator json = JSON.createGenerator(out)) {
            json.writeStartObject();
            protocol.body(request, new JsonBody(json, this));
            for (Map.Entry<String, String> field : fields.entrySet()) {
                json.writeFieldName(field.getKey());
                json.writeRawValue(field.getValue());
            }
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory failed", e);
        }
        return out.toString();
    }
}
