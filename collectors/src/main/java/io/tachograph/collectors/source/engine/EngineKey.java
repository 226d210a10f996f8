package io.tachograph.collectors.source.engine;

import io.tachograph.client.endpoint.ApiKey;
import io.tachograph.collectors.source.FailureKind;
import io.tachograph.collectors.source.SourceContext;
import io.tachograph.collectors.source.SourceException;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where an engine's key is kept; read anew each time, since keys are exchanged.
 *
 * @param variable name of an environment variable, null for none
 * @param file that holds it, null for none
 */
record EngineKey(@Nullable String variable, @Nullable Path file, SourceContext.Environment environment) {
    boolean isNamed() {
        return variable != null || file != null;
    }

    /** Headers with the key, none without one. */
    Map<String, String> headers() throws SourceException {
        try {
            ApiKey key = ApiKey.read(variable, file, environment::get);
            return key == null ? Map.of() : Map.of("Authorization", key.bearer());
        } catch (IllegalArgumentException e) {
            throw new SourceException(FailureKind.REFUSED, String.valueOf(e.getMessage()));
        }
    }
}
