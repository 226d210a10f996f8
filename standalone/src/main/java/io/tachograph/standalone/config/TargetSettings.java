package io.tachograph.standalone.config;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.tachograph.schemas.TargetConfig;
import java.net.URI;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A target as a person writes it: URL and model are enough.
 *
 * @param url base URL
 * @param model model name as the target serves it
 * @param cluster where it runs; by default host and port of the URL
 * @param framework what serves it; by default {@code openai}
 * @param api {@code openai-chat} (default) or {@code openai-completions}
 * @param apiKeyEnv name of the environment variable with its key
 * @param tenant tenant its requests are counted for
 * @param labels free labels
 */
public record TargetSettings(
        @JsonProperty(required = true) String url,
        @JsonProperty(required = true) String model,
        @Nullable String cluster,
        @Nullable String framework,
        @Nullable String api,
        @Nullable String apiKeyEnv,
        @Nullable String tenant,
        @Nullable Map<String, String> labels) {
    public TargetSettings {
        if (url == null || model == null) {
            throw new IllegalArgumentException("a target needs url and model");
        }
    }

    /** A target with nothing but what the command line can say. */
    public static TargetSettings of(String url, String model, @Nullable String apiKeyEnv) {
        return new TargetSettings(url, model, null, null, null, apiKeyEnv, null, null);
    }

    /**
     * The target that collectors know.
     *
     * @throws IllegalArgumentException in one sentence
     */
    public TargetConfig toTarget() {
        URI uri = URI.create(url.strip());
        String where = cluster != null ? cluster : uri.getHost() + (uri.getPort() < 0 ? "" : "-" + uri.getPort());
        String what = framework != null ? framework : "openai";
        return new TargetConfig(
                TargetConfig.slugOf(where, what, model),
                where,
                what,
                model,
                uri,
                api != null ? api : "openai-chat",
                apiKeyEnv,
                tenant != null ? tenant : "",
                labels != null ? labels : Map.of());
    }
}
