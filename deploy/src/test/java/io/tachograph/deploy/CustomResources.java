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
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Resources of operators, against the definitions that these bring; a field that there is none of is refused. */
final class CustomResources {
    /** Of operator 1.10, the newest that Maven has. */
    private static final String FLINK = "/META-INF/fabric8/flinkdeployments.flink.apache.org-v1.yml";

    /** {@code infra/dev/definitions.py} made them, and they say of what. */
    private static final List<String> MADE = List.of(
            "clusters.postgresql.cnpg.io",
            "kafkanodepools.kafka.strimzi.io",
            "kafkas.kafka.strimzi.io",
            "podmonitors.monitoring.coreos.com",
            "prometheusrules.monitoring.coreos.com",
            "scaledobjects.keda.sh",
            "servicemonitors.monitoring.coreos.com");

    private CustomResources() {}

    /** As they are given to an API server. */
    static List<JsonNode> definitions() {
        ObjectNode flink = (ObjectNode) read(FLINK);
        // It is older than Flink 2.
        ((ObjectNode) flink.at("/spec/versions/0/schema/openAPIV3Schema/properties/spec/properties/flinkVersion"))
                .remove("enum");
        return Stream.concat(Stream.of(flink), MADE.stream().map(name -> read("definitions/" + name + ".json")))
                .toList();
    }

    static boolean has(JsonNode resource) {
        return definitions().stream().anyMatch(definition -> isOf(definition, resource));
    }

    /** What is wrong with a resource; null when nothing is. */
    static @Nullable String complaint(JsonNode resource) {
        JsonNode definition = definitions().stream()
                .filter(one -> isOf(one, resource))
                .findFirst()
                .orElseThrow();
        String version = resource.path("apiVersion").asText().replaceFirst(".*/", "");
        ObjectNode schema = Yaml.each(definition.at("/spec/versions"))
                .filter(one -> one.path("name").asText().equals(version))
                .map(one -> (ObjectNode) one.at("/schema/openAPIV3Schema"))
                .findFirst()
                .orElseThrow();
        strict(schema);
        // What every resource has is in no definition.
        schema.remove("additionalProperties");
        JsonSchema strict =
                JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V7).getSchema(schema);
        List<String> complaints = strict.validate(resource).stream()
                .map(ValidationMessage::getMessage)
                .toList();
        return complaints.isEmpty() ? null : String.join("; ", complaints);
    }

    private static boolean isOf(JsonNode definition, JsonNode resource) {
        JsonNode spec = definition.path("spec");
        return resource.path("kind").equals(spec.at("/names/kind"))
                && resource.path("apiVersion")
                        .asText()
                        .startsWith(spec.path("group").asText() + "/");
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

    private static JsonNode read(String resource) {
        try (InputStream in = Objects.requireNonNull(CustomResources.class.getResourceAsStream(resource), resource)) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return Yaml.documents(text).get(0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
