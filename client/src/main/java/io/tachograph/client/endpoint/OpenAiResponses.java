package io.tachograph.client.endpoint;

import io.tachograph.schemas.TargetConfig;
import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code /v1/responses}: the messages as a list of inputs. */
final class OpenAiResponses implements WireProtocol {
    private final BaseUrl url;
    private final String model;
    private final Map<String, String> headers;

    OpenAiResponses(TargetConfig target, @Nullable ApiKey key) {
        url = new BaseUrl(target, "v1", "responses");
        model = target.model();
        headers = ApiKey.bearerHeader(key);
    }

    @Override
    public Map<String, String> headers() {
        return headers;
    }

    @Override
    public ApiCall post(PromptRequest request) {
        return ApiCall.of(url.path(), OpenAiRequest.streamForm(request), new ResponsesReader());
    }

    @Override
    public void body(PromptRequest request, JsonBody body) throws IOException {
        body.text("model", model);
        body.messages("input", request.prompt().messages());
        body.number("max_output_tokens", request.maxTokens());
        body.sampling(request.options());
        body.flag("stream", request.options().streamed());
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
