package io.tachograph.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Resources of operators, against the definitions that these bring; a field that there is none of is refused. */
final class CustomResources {
    /** Where the definition of a kind is, on the class path. */
    private static final Map<String, String> DEFINITIONS = Map.of(
            "flink.apache.org/v1beta1 FlinkDeployment", "/META-INF/fabric8/flinkdeployments.flink.apache.org-v1.yml");

    private CustomResources() {}

    static boolean has(JsonNode resource) {
        return DEFINITIONS.containsKey(kind(resource));
    }

    /** What is wrong with a resource; null when nothing is. */
    static @Nullable String complaint(JsonNode resource) {
        String definition = Objects.requireNonNull(DEFINITIONS.get(kind(resource)), () -> kind(resource));
        String version = resource.path("apiVersion").asText().replaceFirst(".*/", "");
        ObjectNode schema = (ObjectNode) Yaml.each(read(definition).at("/spec/versions"))
                .filter(one -> one.path("name").asText().equals(version))
                .map(one -> one.at("/schema/openAPIV3Schema"))
                .findFirst()
                .orElseThrow();
        strict(schema);
        // What every resource has is in no definition.
        schema.remove("additionalProperties");
        // The newest definition that Maven has, of operator 1.10, is older than Flink 2.
        ((ObjectNode) schema.at("/properties/spec/properties/flinkVersion")).remove("enum");
        JsonSchema strict =
                JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V7).getSchema(schema);
        List<String> complaints = strict.validate(resource).stream()
                .map(ValidationMessage::getMessage)
                .toList();
        return complaints.isEmpty() ? null : String.join("; ", complaints);
    }

    /** An API server drops what a definition does not have, without a word. */
    private static void strict(JsonNode schema) {
        if (schema.has("properties")
                && !schema.path("x-kubernetes-preserve-unknown-fields").asBoolean()) {
            ((ObjectNode) schema).put("additionalProperties", false);
        }
        schema.path("properties").forEach(CustomResources::strict);
        if (schema.path("items").isObject()) {
            strict(schema.path("items"));
        }
    }

    private static String kind(JsonNode resource) {
        return resource.path("apiVersion").asText() + " "
                + resource.path("kind").asText();
    }

    private static JsonNode read(String resource) {
        try (InputStream in = Objects.requireNonNull(CustomResources.class.getResourceAsStream(resource), resource)) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return Yaml.documents(text).get(0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
