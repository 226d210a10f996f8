package io.tachograph.client.endpoint;

import io.tachograph.schemas.TargetConfig;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Anthropic's Messages API: what the system says goes apart from the conversation. */
final class Anthropic implements WireProtocol {
    private static final String API_VERSION = "2023-06-01";

    private final BaseUrl url;
    private final String model;
    private final Map<String, String> headers;

    Anthropic(TargetConfig target, @Nullable ApiKey key) {
        url = new BaseUrl(target, "v1", "messages");
        model = target.model();
        headers = new TreeMap<>(ApiKey.header("x-api-key", key));
        headers.put("anthropic-version", API_VERSION);
    }

    @Override
    public Map<String, String> headers() {
        return headers;
    }

    @Override
    public ApiCall post(PromptRequest request) {
        return ApiCall.of(url.path(), OpenAiRequest.streamForm(request), new AnthropicReader());
    }

    @Override
    public void body(PromptRequest request, JsonBody body) throws IOException {
        List<Message> conversation = request.prompt().messages();
        String system = null;
        if (conversation.stream().anyMatch(message -> message.role() == Message.Role.SYSTEM)) {
            List<Message> spoken = new ArrayList<>();
            for (Message message : conversation) {
                if (message.role() == Message.Role.SYSTEM) {
                    system = system == null ? message.content() : system + "\n" + message.content();
                } else {
                    spoken.add(message);
                }
            }
            conversation = spoken;
        }
        body.text("model", model);
        body.number("max_tokens", request.maxTokens());
        if (system != null) {
            body.text("system", system);
        }
        body.messages("messages", conversation);
        body.sampling(request.options());
        body.flag("stream", request.options().streamed());
    }

    @Override
    public @Nullable String pathOf(ApiResource resource) {
        return resource == ApiResource.MESSAGES ? url.path() : null;
    }

    @Override
    public String versionPath() {
        return url.beside("version");
    }
}
