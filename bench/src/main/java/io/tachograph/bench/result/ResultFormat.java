package io.tachograph.bench.result;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.tachograph.client.workload.rows.JsonFault;
import java.util.stream.Collectors;

/** The JSON form of results. Thread-safe. */
public final class ResultFormat {
    private static final JsonMapper JSON = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .build();

    private ResultFormat() {}

    public static String write(RunResult result) {
        try {
            return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(result);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a result cannot be written as JSON", e);
        }
    }

    /**
     * @param source what errors call the text
     * @throws IllegalArgumentException in one sentence, when the text is no result of this format
     */
    public static RunResult read(String source, String text) {
        JsonNode tree;
        try {
            tree = JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(source + " is not valid JSON: " + JsonFault.of(e), e);
        }
        if (tree.path("format").asInt(-1) != RunResult.FORMAT) {
            throw new IllegalArgumentException(source + " is not a result.json of format " + RunResult.FORMAT);
        }
        try {
            return JSON.treeToValue(tree, RunResult.class);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(source + " has no such value as a result.json has" + where(e), e);
        }
    }

    private static String where(JsonProcessingException failure) {
        String path = failure instanceof JsonMappingException mapping
                ? mapping.getPath().stream()
                        .map(step ->
                                step.getFieldName() == null ? String.valueOf(step.getIndex()) : step.getFieldName())
                        .collect(Collectors.joining("."))
                : "";
        return path.isEmpty() ? "" : " at " + path;
    }
}
