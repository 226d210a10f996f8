package io.tachograph.schemas;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An endpoint that answers inference requests, as configured.
 *
 * @param slug its name everywhere, {@code cluster-framework-model}, without {@code /}
 * @param cluster where it runs
 * @param framework what serves it: {@code vllm}, {@code sglang}, {@code api}, …
 * @param model model name as the endpoint knows it
 * @param url base URL; for OpenAI-compatible endpoints with or without {@code /v1}
 * @param api API kind, such as {@code openai-chat}, or the class name of an adapter on the class path
 * @param apiKeyEnv name of the environment variable that holds the key, or null for none
 * @param apiKeyFile file that holds the key, or null for none; null where a variable is named
 * @param tenant tenant that its requests are counted for, empty for none
 * @param labels free labels
 * @param extras what goes with every request besides what the API kind wants
 */
public record TargetConfig(
        String slug,
        String cluster,
        String framework,
        String model,
        URI url,
        String api,
        @Nullable String apiKeyEnv,
        @Nullable Path apiKeyFile,
        String tenant,
        Map<String, String> labels,
        RequestExtras extras) {
    /** Longer names are refused by the stream as well: they would be stored with every window. */
    private static final int MAX_NAME_BYTES = 256;

    private static final Pattern NOT_IN_A_SLUG = Pattern.compile("[^A-Za-z0-9._:-]+");

    /** @throws IllegalArgumentException in one sentence, when a value cannot be right */
    public TargetConfig {
        if (slug.isBlank() || slug.contains("/")) {
            throw new IllegalArgumentException(
                    "target slug '" + slug + "' must be cluster-framework-model without '/'");
        }
        if (slug.getBytes(StandardCharsets.UTF_8).length > MAX_NAME_BYTES
                || model.getBytes(StandardCharsets.UTF_8).length > MAX_NAME_BYTES) {
            throw new IllegalArgumentException(
                    "target " + slug + ": slug and model may have " + MAX_NAME_BYTES + " bytes each");
        }
        if (model.isBlank()) {
            throw new IllegalArgumentException("target " + slug + " names no model");
        }
        String scheme = url.getScheme();
        if (!("http".equals(scheme) || "https".equals(scheme)) || url.getHost() == null) {
            throw new IllegalArgumentException(
                    "target " + slug + ": URL '" + url + "' must be http(s)://host[:port][/path]");
        }
        if (url.getUserInfo() != null) {
            throw new IllegalArgumentException(
                    "target " + slug + ": the URL holds a user or password; name an environment variable instead");
        }
        if (apiKeyEnv != null && apiKeyFile != null) {
            throw new IllegalArgumentException(
                    "target " + slug + ": name either an environment variable or a file for its API key, not both");
        }
        labels = Map.copyOf(labels);
    }

    /** A target without a key file and without extras. */
    public TargetConfig(
            String slug,
            String cluster,
            String framework,
            String model,
            URI url,
            String api,
            @Nullable String apiKeyEnv,
            String tenant,
            Map<String, String> labels) {
        this(slug, cluster, framework, model, url, api, apiKeyEnv, null, tenant, labels, RequestExtras.NONE);
    }

    public TargetConfig withApiKeyFile(@Nullable Path file) {
        return new TargetConfig(slug, cluster, framework, model, url, api, apiKeyEnv, file, tenant, labels, extras);
    }

    public TargetConfig withExtras(RequestExtras wanted) {
        return new TargetConfig(
                slug, cluster, framework, model, url, api, apiKeyEnv, apiKeyFile, tenant, labels, wanted);
    }

    /** The slug of a target: its three parts joined, with what a slug cannot hold replaced by {@code -}. */
    public static String slugOf(String cluster, String framework, String model) {
        return NOT_IN_A_SLUG.matcher(cluster + "-" + framework + "-" + model).replaceAll("-");
    }
}
