package io.tachograph.api.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

/** What the contract says of one question, as a tool is described: so both say the same. */
final class ToolSchema {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final JsonNode contract;
    private final JsonNode operation;

    /** @param path of the question in the contract */
    ToolSchema(JsonNode contract, String path) {
        this.contract = contract;
        this.operation = contract.path("paths").path(path).path("get");
        if (operation.isMissingNode()) {
            throw new IllegalStateException("The contract has no " + path + ".");
        }
    }

    /** {@code ranking}, for example. */
    String name() {
        return operation.path("operationId").asText();
    }

    String title() {
        return operation.path("summary").asText();
    }

    /** What a caller needs to know. */
    String description() {
        String more = operation.path("description").asText();
        return more.isEmpty() ? title() + "." : title() + ". " + more;
    }

    /** JSON Schema of the arguments: the parameters of path and query alike. */
    Map<String, Object> arguments() {
        ObjectNode schema = MAPPER.createObjectNode().put("type", "object").put("additionalProperties", false);
        ObjectNode properties = schema.putObject("properties");
        ArrayNode required = schema.putArray("required");
        for (JsonNode given : operation.path("parameters")) {
            JsonNode parameter = resolved(given);
            String name = parameter.path("name").asText();
            ObjectNode property = resolved(parameter.path("schema")).deepCopy();
            property.put("description", parameter.path("description").asText());
            properties.set(name, property);
            if (parameter.path("required").asBoolean()) {
                required.add(name);
            }
        }
        return MAPPER.convertValue(
                schema, MAPPER.getTypeFactory().constructMapType(Map.class, String.class, Object.class));
    }

    private JsonNode resolved(JsonNode node) {
        String reference = node.path("$ref").asText();
        return reference.isEmpty() ? node : contract.at(reference.substring(1));
    }
}
