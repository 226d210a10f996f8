package io.tachograph.collectors.source.engine;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A model that an engine says it serves.
 *
 * @param quantization empty when it does not tell
 * @param maxLength tokens of prompt and answer together
 * @param facts what else it tells, by its own names
 */
public record ServedModel(
        String name,
        @Nullable Long sizeBytes,
        @Nullable Long parameters,
        String quantization,
        @Nullable Integer maxLength,
        Map<String, String> facts) {
    public ServedModel {
        facts = Map.copyOf(facts);
    }
}
