package io.tachograph.client.endpoint;

import io.tachograph.schemas.TargetConfig;
import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What Ollama's own APIs have in common. A key is for a proxy before it. */
abstract sealed class OllamaApi implements WireProtocol permits OllamaGenerate, OllamaChat {
    private final BaseUrl url;
    private final String model;
    private final Map<String, String> headers;

    OllamaApi(TargetConfig target, @Nullable ApiKey key, String resource) {
        url = new BaseUrl(target, "api", resource);
        model = target.model();
        headers = ApiKey.bearerHeader(key);
    }

    abstract void prompt(Prompt prompt, JsonBody body) throws IOException;

    @Override
    public Map<String, String> headers() {
        return headers;
    }

    @Override
    public ApiCall post(PromptRequest request) {
        AnswerFormat form = request.options().streamed() ? AnswerFormat.LINES : AnswerFormat.WHOLE;
        return ApiCall.of(url.path(), form, new OllamaReader());
    }

    @Override
    public void body(PromptRequest request, JsonBody body) throws IOException {
        body.text("model", model);
        prompt(request.prompt(), body);
        body.flag("stream", request.options().streamed());
        if (body.begin("options")) {
            body.json().writeStartObject();
            body.json().writeNumberField("num_predict", request.maxTokens());
            body.json().writeNumberField("temperature", request.options().temperature());
            body.json().writeEndObject();
        }
    }

    @Override
    public String versionPath() {
        return url.beside("api/version");
    }
}
