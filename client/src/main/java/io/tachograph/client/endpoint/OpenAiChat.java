package io.tachograph.client.endpoint;

import io.tachograph.schemas.TargetConfig;
import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code /v1/chat/completions}: the messages as they are. Also what a LiteLLM proxy speaks. */
final class OpenAiChat implements WireProtocol {
    static final String RESOURCE = "chat/completions";

    private final BaseUrl url;
    private final String model;
    private final Map<String, String> headers;

    OpenAiChat(TargetConfig target, @Nullable ApiKey key) {
        url = new BaseUrl(target, "v1", RESOURCE);
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
        write(model, request, body);
    }

    static void write(String model, PromptRequest request, JsonBody body) throws IOException {
        body.text("model", model);
        body.messages("messages", request.prompt().messages());
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
