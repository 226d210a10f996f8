package io.tachograph.client.endpoint;

import io.tachograph.schemas.TargetConfig;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Ollama's {@code /api/chat}: the messages as they are, JSON lines. */
final class OllamaChat extends OllamaApi {
    OllamaChat(TargetConfig target, @Nullable ApiKey key) {
        super(target, key, "chat");
    }

    @Override
    void prompt(Prompt prompt, JsonBody body) throws IOException {
        body.messages("messages", prompt.messages());
    }
}
