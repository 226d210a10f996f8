package io.tachograph.client.endpoint;

import io.tachograph.schemas.TargetConfig;
import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A queue of tasks: {@code /generate} gives a number, under which {@code /stream} reports progress, or {@code /result}
 * is asked until it is there. Either way the answer comes in one piece.
 */
final class TaskApi implements WireProtocol {
    private final BaseUrl url;
    private final Map<String, String> headers;

    TaskApi(TargetConfig target, @Nullable ApiKey key) {
        url = new BaseUrl(target, "", "generate");
        headers = ApiKey.header("X-API-Key", key);
    }

    @Override
    public Map<String, String> headers() {
        return headers;
    }

    @Override
    public ApiCall post(PromptRequest request) {
        boolean streamed = request.options().streamed();
        return ApiCall.of(url.path(), AnswerFormat.WHOLE, new TaskReader(url, streamed));
    }

    @Override
    public void body(PromptRequest request, JsonBody body) throws IOException {
        body.text("prompt", request.prompt().text());
        body.number("max_tokens", request.maxTokens());
        body.sampling(request.options());
    }

    @Override
    public boolean chunksAreTokens() {
        return false;
    }

    @Override
    public String versionPath() {
        return url.beside("health");
    }
}
