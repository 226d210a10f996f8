package io.tachograph.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.net.http.HttpResponse;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/** The contract as a served document, and answers held against it. */
final class Contract {
    private final ObjectMapper mapper = new ObjectMapper();
    private final JsonSchemaFactory schemas = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012);
    private final JsonNode document;

    Contract(String json) {
        document = parse(json);
    }

    /** Every operation, {@code GET /health} for example. */
    Set<String> operations() {
        Set<String> operations = new TreeSet<>();
        document.get("paths")
                .properties()
                .forEach(path -> path.getValue()
                        .fieldNames()
                        .forEachRemaining(
                                method -> operations.add(method.toUpperCase(Locale.ROOT) + " " + path.getKey())));
        return operations;
    }

    /** Paths of the questions: what answers GET under {@code /api/v1} with rows. */
    Set<String> questions() {
        Set<String> questions = new TreeSet<>();
        document.get("paths").properties().forEach(path -> {
            JsonNode answer =
                    resolve(path.getValue().path("get").path("responses").path("200"));
            if (path.getKey().startsWith("/api/v1/") && answer.path("content").has("text/csv")) {
                questions.add(path.getKey());
            }
        });
        return questions;
    }

    /** Names of an operation's parameters in the query. */
    Set<String> queryParameters(String operation) {
        Set<String> names = new TreeSet<>();
        operation(operation).path("parameters").forEach(reference -> {
            JsonNode parameter = resolve(reference);
            if (parameter.get("in").asText().equals("query")) {
                names.add(parameter.get("name").asText());
            }
        });
        return names;
    }

    /** Names of the properties that the body of an operation may have, as far as the contract lists them. */
    Set<String> bodyProperties(String operation) {
        Set<String> names = new TreeSet<>();
        body(operation).path("properties").fieldNames().forEachRemaining(names::add);
        return names;
    }

    /** A body that an operation takes: values of the properties that have to be there. */
    ObjectNode exampleBody(String operation) {
        ObjectNode example = mapper.createObjectNode();
        JsonNode schema = body(operation);
        schema.path("required").forEach(name -> {
            JsonNode property = resolve(schema.path("properties").path(name.asText()));
            switch (property.path("type").asText()) {
                case "string" -> example.put(name.asText(), "deploy");
                case "number", "integer" -> example.put(name.asText(), 1);
                case "array" -> example.putArray(name.asText()).add("read");
                default -> example.putObject(name.asText());
            }
        });
        return example;
    }

    private JsonNode body(String operation) {
        return resolve(operation(operation)
                .path("requestBody")
                .path("content")
                .path("application/json")
                .path("schema"));
    }

    /** Every documented answer, {@code GET /health 503} for example. */
    Set<String> answers() {
        Set<String> answers = new TreeSet<>();
        for (String operation : operations()) {
            operation(operation)
                    .get("responses")
                    .fieldNames()
                    .forEachRemaining(status -> answers.add(operation + " " + status));
        }
        return answers;
    }

    /** Fails unless this answer's status, type and body are as the contract says. */
    void check(String operation, HttpResponse<String> answer) {
        JsonNode response = resolve(operation(operation).get("responses").path(Integer.toString(answer.statusCode())));
        assertThat(response.isMissingNode())
                .as("%s answers %d, which the contract does not know", operation, answer.statusCode())
                .isFalse();
        response.path("headers")
                .fieldNames()
                .forEachRemaining(
                        name -> assertThat(answer.headers().firstValue(name)).isPresent());
        if (!response.has("content")) {
            assertThat(answer.body()).isEmpty();
            return;
        }
        String type = answer.headers().firstValue("Content-Type").orElse("").replaceFirst(";.*", "");
        JsonNode schema = response.path("content").path(type).path("schema");
        assertThat(schema.isMissingNode())
                .as("%s answers with type '%s'", operation, type)
                .isFalse();
        JsonNode body = type.matches(".*[/+]json") ? parse(answer.body()) : new TextNode(answer.body());
        assertThat(compile(schema)
                        .validate(body, run -> run.getExecutionConfig().setFormatAssertionsEnabled(true)))
                .as("%s answers %s", operation, answer.body())
                .isEmpty();
    }

    JsonNode parse(String json) {
        try {
            return mapper.readTree(json);
        } catch (JsonProcessingException e) {
            throw new AssertionError("Not JSON: " + json, e);
        }
    }

    private JsonNode operation(String operation) {
        String[] methodAndPath = operation.split(" ", 2);
        return document.get("paths").get(methodAndPath[1]).get(methodAndPath[0].toLowerCase(Locale.ROOT));
    }

    private JsonNode resolve(JsonNode node) {
        return node.has("$ref") ? document.at(node.get("$ref").asText().substring(1)) : node;
    }

    private JsonSchema compile(JsonNode schema) {
        ObjectNode whole = schema.deepCopy();
        whole.set("components", document.get("components"));
        return schemas.getSchema(whole);
    }
}
