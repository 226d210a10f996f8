package io.tachograph.config;

import com.fasterxml.jackson.databind.JsonNode;
import io.tachograph.schemas.RequestExtras;
import io.tachograph.schemas.TargetConfig;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A target as a person writes it: URL and model are enough. */
public record TargetSection(
        @Key(value = "base URL, or the full URL of its API", otherwise = "required")
        String url,

        @Key(value = "model name as the target serves it", otherwise = "required")
        String model,

        @Key(value = "where it runs", otherwise = "host and port of the URL") @Nullable
        String cluster,

        @Key(value = "what serves it", otherwise = "`openai`") @Nullable
        String framework,

        @Key(
                value = "[API kind](adapters.md), or the class name of an adapter of your own",
                otherwise = "`openai-chat`")
        @Nullable
        String api,

        @Key("name of the environment variable that holds its key") @Nullable
        String apiKeyEnv,

        @Key("file that holds its key, instead of the variable") @Nullable
        Path apiKeyFile,

        @Key("tenant that its requests are counted for") @Nullable
        String tenant,

        @Key("free labels") @Nullable Map<String, String> labels,

        @Key("further headers of every request; `${NAME}` keeps secrets out of the file") @Nullable
        Map<String, String> headers,

        @Key("keys and values that are added to every request body") @Nullable
        JsonNode extraBody,

        @Key("fields of the API kind's request body that are not sent") @Nullable
        Set<String> omitBody) {
    /** API kind of a target that names none. */
    public static final String DEFAULT_API = "openai-chat";

    public TargetSection {
        if (url == null || model == null) {
            throw new IllegalArgumentException("a target needs url and model");
        }
        if (extraBody != null && !extraBody.isNull() && !extraBody.isObject()) {
            throw new IllegalArgumentException("extra-body must be keys with values");
        }
    }

    /** A target with nothing but what the command line of {@code up} can say. */
    public static TargetSection of(String url, String model, @Nullable String apiKeyEnv) {
        return new TargetSection(url, model, null, null, null, apiKeyEnv, null, null, null, null, null, null);
    }

    /** Without URL and headers, which may hold secrets. */
    @Override
    public String toString() {
        return "TargetSection[" + model + "]";
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
