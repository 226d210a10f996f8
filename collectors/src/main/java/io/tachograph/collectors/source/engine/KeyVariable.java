package io.tachograph.collectors.source.engine;

import io.tachograph.collectors.source.FailureKind;
import io.tachograph.collectors.source.SourceContext;
import io.tachograph.collectors.source.SourceException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The environment variable that holds a key, read anew each time.
 *
 * @param name null for no key
 */
record KeyVariable(@Nullable String name, SourceContext.Environment environment) {
    /** Headers with the key, none without one. */
    Map<String, String> headers() throws SourceException {
        String variable = name;
        if (variable == null) {
            return Map.of();
        }
        String key = environment.get(variable);
        if (key == null || key.isEmpty()) {
            throw new SourceException(
                    FailureKind.REFUSED,
                    "environment variable " + variable + ", which should hold the key, is not set");
        }
        if (!key.chars().allMatch(c -> c > ' ' && c < 127)) {
            throw new SourceException(
                    FailureKind.REFUSED,
                    "environment variable " + variable + " holds blanks or other characters that no key has");
        }
        return Map.of("Authorization", "Bearer " + key);
    }
}
