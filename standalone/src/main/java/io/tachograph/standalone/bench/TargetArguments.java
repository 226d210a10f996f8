package io.tachograph.standalone.bench;

import io.tachograph.config.ConfigException;
import io.tachograph.config.EnvironmentValues;
import io.tachograph.config.TargetSection;
import io.tachograph.schemas.RequestExtras;
import io.tachograph.schemas.TargetConfig;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which target, and what goes with every request to it. */
@Section("Target")
final class TargetArguments {
    @Option(names = "--target", paramLabel = "URL", description = "Base URL of the target, or the full URL of its API.")
    @Nullable
    String url;

    @Option(names = "--model", paramLabel = "NAME", description = "Model name as the target serves it.")
    @Nullable
    String model;

    @Option(
            names = "--api",
            paramLabel = "KIND",
            description = "API kind: openai-chat (default), openai-completions, openai-responses, azure-openai,"
                    + " anthropic, ollama-chat, ollama-generate, vllm-generate, litellm, tachograph-tasks, or the class"
                    + " of an adapter of your own.")
    @Nullable
    String api;

    @Option(
            names = "--endpoints",
            paramLabel = "FILE",
            description = "A gateway's endpoints.json to take the target from.")
    @Nullable
    Path endpoints;

    @Option(
            names = "--clusters",
            paramLabel = "FILE",
            description = "Its clusters.json, which says what the clusters offer.")
    @Nullable
    Path clusters;

    @Option(names = "--endpoint", paramLabel = "SLUG", description = "Which of the endpoints, when there are several.")
    @Nullable
    String endpoint;

    @Option(
            names = "--api-key-env",
            paramLabel = "VARIABLE",
            description = "Environment variable that holds the API key. Keys are never given on the command line.")
    @Nullable
    String apiKeyEnv;

    @Option(names = "--api-key-file", paramLabel = "FILE", description = "File that holds the API key.")
    @Nullable
    Path apiKeyFile;

    @Option(
            names = "--header",
            paramLabel = "NAME:VALUE",
            split = "\\n",
            hideParamSyntax = true,
            description =
                    "An additional header; repeatable. The value may contain $${VARIABLE}, so that secrets need not "
                            + "be typed.")
    @Nullable
    List<String> headers;

    @Option(
            names = "--extra-body",
            paramLabel = "JSON",
            description = "JSON object whose fields are added to every request body, e.g. '{\"ignore_eos\":true}'.")
    @Nullable
    String extraBody;

    @Option(
            names = "--omit-body",
            paramLabel = "FIELD,...",
            split = ",",
            hideParamSyntax = true,
            description = "Fields of the request body to leave out, for servers that refuse them, e.g. stream_options.")
    @Nullable
    Set<String> omitBody;

    @Option(names = "--tenant", paramLabel = "NAME", description = "Tenant that the requests are counted for.")
    @Nullable
    String tenant;

    /** The target. */
    TargetConfig target(Map<String, String> environment) throws ConfigException {
        TargetConfig target =
                endpoints == null ? given() : over(EndpointChoice.choose(endpoints, clusters, endpoint, System.err));
        return target.withExtras(new RequestExtras(
                headerMap(environment), extraBody == null ? "{}" : extraBody, omitBody == null ? Set.of() : omitBody));
    }

    /** What was given wins over what the file of endpoints says. */
    private TargetConfig over(TargetConfig listed) {
        boolean ownKey = apiKeyEnv != null || apiKeyFile != null;
        return new TargetConfig(
                listed.slug(),
                listed.cluster(),
                listed.framework(),
                listed.model(),
                listed.url(),
                api != null ? api : listed.api(),
                ownKey ? apiKeyEnv : listed.apiKeyEnv(),
                ownKey ? apiKeyFile : listed.apiKeyFile(),
                tenant != null ? tenant : listed.tenant(),
                listed.labels(),
                listed.extras());
    }

    private TargetConfig given() throws ConfigException {
        if (url == null || model == null) {
            throw new ConfigException(
                    "which target? Say --target URL and --model NAME, or --endpoints FILE; --help shows all options");
        }
        return new TargetSection(url, model, null, null, api, apiKeyEnv, apiKeyFile, tenant, null, null, null, null)
                .toTarget();
    }

    private Map<String, String> headerMap(Map<String, String> environment) throws ConfigException {
        Map<String, String> map = new LinkedHashMap<>();
        for (String header : headers == null ? List.<String>of() : headers) {
            int colon = header.indexOf(':');
            if (colon < 1) {
                throw new ConfigException("--header must be NAME:VALUE, and one has no colon");
            }
            String value = header.substring(colon + 1).strip();
            map.put(header.substring(0, colon).strip(), new EnvironmentValues(environment).fill(value, "--header"));
        }
        return map;
    }
}
