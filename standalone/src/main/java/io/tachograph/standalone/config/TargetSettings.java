package io.tachograph.standalone.config;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import io.tachograph.schemas.RequestExtras;
import io.tachograph.schemas.TargetConfig;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A target as a person writes it: URL and model are enough.
 *
 * @param url base URL, or the full URL of its API
 * @param model model name as the target serves it
 * @param cluster where it runs; by default host and port of the URL
 * @param framework what serves it; by default {@code openai}
 * @param api API kind, one of {@code docs/adapters.md} or the class name of an adapter; by default {@code openai-chat}
 * @param apiKeyEnv name of the environment variable with its key
 * @param apiKeyFile file with its key; not both
 * @param tenant tenant its requests are counted for
 * @param labels free labels
 * @param headers further headers of every request; values may be secrets
 * @param extraBody object whose fields are added to every request body
 * @param omitBody fields of the API kind's request body that are not sent
 */
public record TargetSettings(
        @JsonProperty(required = true) String url,
        @JsonProperty(required = true) String model,
        @Nullable String cluster,
        @Nullable String framework,
        @Nullable String api,
        @Nullable String apiKeyEnv,
        @Nullable Path apiKeyFile,
        @Nullable String tenant,
        @Nullable Map<String, String> labels,
        @Nullable Map<String, String> headers,
        @Nullable JsonNode extraBody,
        @Nullable Set<String> omitBody) {
    /** API kind of a target that names none. */
    public static final String DEFAULT_API = "openai-chat";

    public TargetSettings {
        if (url == null || model == null) {
            throw new IllegalArgumentException("a target needs url and model");
        }
        if (extraBody != null && !extraBody.isNull() && !extraBody.isObject()) {
            throw new IllegalArgumentException("extra-body must be keys with values");
        }
    }

    /** A target with nothing but what the command line of {@code up} can say. */
    public static TargetSettings of(String url, String model, @Nullable String apiKeyEnv) {
        return new TargetSettings(url, model, null, null, null, apiKeyEnv, null, null, null, null, null, null);
    }

    /** Without the headers, which may hold secrets. */
    @Override
    public String toString() {
        return "TargetSettings[" + model + " at " + url + "]";
    }

    /**
     * The target that collectors know.
     *
     * @throws IllegalArgumentException in one sentence
     */
    public TargetConfig toTarget() {
        URI uri = uri();
        String where = cluster != null ? cluster : uri.getHost() + (uri.getPort() < 0 ? "" : "-" + uri.getPort());
        String what = framework != null ? framework : "openai";
        JsonNode body = extraBody;
        return new TargetConfig(
                TargetConfig.slugOf(where, what, model),
                where,
                what,
                model,
                uri,
                api != null ? api : DEFAULT_API,
                apiKeyEnv,
                apiKeyFile,
                tenant != null ? tenant : "",
                labels != null ? labels : Map.of(),
                new RequestExtras(
                        headers != null ? headers : Map.of(),
                        body == null || body.isNull() ? "{}" : body.toString(),
                        omitBody != null ? omitBody : Set.of()));
    }

    private URI uri() {
        try {
            URI uri = new URI(url.strip());
            if (uri.getHost() != null && uri.getScheme() != null) {
                return uri;
            }
        } catch (URISyntaxException e) {
            // Said below, with the form that is wanted.
        }
        throw new IllegalArgumentException("the target's URL '" + url + "' must be http(s)://host[:port][/path]");
    }
}
