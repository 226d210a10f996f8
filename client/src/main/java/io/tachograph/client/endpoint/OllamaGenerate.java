package io.tachograph.client.endpoint;

import io.tachograph.schemas.TargetConfig;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Ollama's {@code /api/generate}: one text, JSON lines. */
final class OllamaGenerate extends OllamaApi {
    OllamaGenerate(TargetConfig target, @Nullable ApiKey key) {
        super(target, key, "generate");
    }

    @Override
    void prompt(Prompt prompt, JsonBody body) throws IOException {
        body.text("prompt", prompt.text());
    }
}
