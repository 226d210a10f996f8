package io.tachograph.client.endpoint;

import io.tachograph.schemas.TargetConfig;
import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * {@code /generate} of vLLM's old demonstration server, which knows no model and counts no tokens. Its streams just end,
 * so that one that was cut in good order cannot be distinguished from a short one.
 */
final class VllmGenerate implements WireProtocol {
    private final BaseUrl url;
    private final Map<String, String> headers;

    VllmGenerate(TargetConfig target, @Nullable ApiKey key) {
        url = new BaseUrl(target, "", "generate");
        headers = ApiKey.bearerHeader(key);
    }

    @Override
    public Map<String, String> headers() {
        return headers;
    }

    @Override
    public ApiCall post(PromptRequest request) {
        AnswerFormat form = request.options().streamed() ? AnswerFormat.LINES : AnswerFormat.WHOLE;
        return ApiCall.of(
                url.path(), form, new VllmGenerateReader(request.prompt().text().length()));
    }

    @Override
    public void body(PromptRequest request, JsonBody body) throws IOException {
        body.text("prompt", request.prompt().text());
        body.number("max_tokens", request.maxTokens());
        body.sampling(request.options());
        body.flag("stream", request.options().streamed());
    }

    @Override
    public boolean chunksAreTokens() {
        return false;
    }

    @Override
    public String versionPath() {
        return url.beside("version");
    }
}
