package io.tachograph.bench.compare;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;

/** The JSON form of comparisons. Thread-safe. */
public final class ComparisonFormat {
    private static final JsonMapper JSON = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .build();

    private ComparisonFormat() {}

    public static String write(Comparison comparison) {
        try {
            return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(comparison);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a comparison cannot be written as JSON", e);
        }
    }
}
