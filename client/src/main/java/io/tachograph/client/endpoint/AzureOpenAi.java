package io.tachograph.client.endpoint;

import io.tachograph.schemas.TargetConfig;
import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Chat completions of Azure OpenAI: {@code https://RES.openai.azure.com[/openai[/v1]]}, where the model is the name of the
 * deployment, or the classic {@code …/openai/deployments/NAME?api-version=…}.
 */
final class AzureOpenAi implements WireProtocol {
    private static final String DEPLOYMENTS = "/deployments/";

    private final String path;
    private final String model;
    private final Map<String, String> headers;

    AzureOpenAi(TargetConfig target, @Nullable ApiKey key) {
        path = path(target);
        model = target.model();
        headers = ApiKey.header("api-key", key);
    }

    private static String path(TargetConfig target) {
        String given = BaseUrl.pathOf(target.url());
        if (given.contains(DEPLOYMENTS)) {
            return classicPath(target, given);
        }
        if (given.endsWith("/v1") || given.endsWith("/" + OpenAiChat.RESOURCE)) {
            return new BaseUrl(target, "v1", OpenAiChat.RESOURCE).path();
        }
        return new BaseUrl(target, "openai", "v1/" + OpenAiChat.RESOURCE).path();
    }

    private static String classicPath(TargetConfig target, String given) {
        String query = target.url().getRawQuery();
        if (query == null || !query.contains("api-version=")) {
            throw new IllegalArgumentException("target " + target.slug()
                    + ": the URL of an Azure deployment needs its version, such as ?api-version=2024-10-21");
        }
        int name = given.indexOf(DEPLOYMENTS) + DEPLOYMENTS.length();
        int end = given.indexOf('/', name);
        String deployment = end < 0 ? given.substring(name) : given.substring(name, end);
        String path = new BaseUrl(target, deployment, OpenAiChat.RESOURCE).path();
        if (deployment.isEmpty() || (end >= 0 && !given.substring(end).equals("/" + OpenAiChat.RESOURCE))) {
            throw new IllegalArgumentException("target " + target.slug()
                    + ": the URL of an Azure deployment ends in its name or in '/" + OpenAiChat.RESOURCE + "'");
        }
        return path;
    }

    @Override
    public Map<String, String> headers() {
        return headers;
    }

    @Override
    public ApiCall post(PromptRequest request) {
        return OpenAiRequest.call(path, request);
    }

    @Override
    public void body(PromptRequest request, JsonBody body) throws IOException {
        OpenAiChat.write(model, request, body);
    }

    @Override
    public @Nullable String pathOf(ApiResource resource) {
        return resource == ApiResource.CHAT_COMPLETIONS ? path : null;
    }
}
