package io.tachograph.client.endpoint;

import io.tachograph.schemas.TargetConfig;
import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code /v1/completions}: the prompt as it is, without a chat template. */
final class OpenAiCompletions implements WireProtocol {
    private final BaseUrl url;
    private final String model;
    private final Map<String, String> headers;

    OpenAiCompletions(TargetConfig target, @Nullable ApiKey key) {
        url = new BaseUrl(target, "v1", "completions");
        model = target.model();
        headers = ApiKey.bearerHeader(key);
    }

    @Override
    public Map<String, String> headers() {
        return headers;
    }

    @Override
    public ApiCall post(PromptRequest request) {
        return OpenAiRequest.call(url.path(), request);
    }

    @Override
    public void body(PromptRequest request, JsonBody body) throws IOException {
        body.text("model", model);
        body.text("prompt", request.prompt().text());
        OpenAiRequest.tail(request, body);
    }

    @Override
    public @Nullable String pathOf(ApiResource resource) {
        return url.ofOpenAi(resource);
    }

    @Override
    public String versionPath() {
        return url.beside("version");
    }
}
