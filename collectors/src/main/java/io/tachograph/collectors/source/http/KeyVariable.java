package io.tachograph.collectors.source.http;

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
public record KeyVariable(@Nullable String name, SourceContext.Environment environment) implements Credentials {
    /** Headers with the key, none without one. */
    @Override
    public Map<String, String> headers(PageRequest request) throws SourceException {
        return name == null ? Map.of() : Map.of("Authorization", "Bearer " + value(name, environment));
    }

    /**
     * The key that a variable holds.
     *
     * @throws SourceException when it is not set, or holds something else
     */
    public static String value(String variable, SourceContext.Environment environment) throws SourceException {
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
        return key;
    }
}
