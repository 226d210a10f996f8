package io.tachograph.collectors.source.huggingface;

import io.tachograph.config.Key;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The hub, or a mirror of it. */
public record HubSettings(
        @Key(value = "base URL of the hub, or of a mirror", byDefault = "https://huggingface.co")
        String url,

        @Key("name of the environment variable that holds a token; without, private models are not found") @Nullable
        String tokenEnv,

        @Key(
                value = "models that are looked up beside those of all targets, such as `Qwen/Qwen3-8B`",
                otherwise = "none")
        @Nullable
        List<String> models,

        @Key(value = "folder in which answers are kept for 24 hours", otherwise = "in memory") @Nullable
        Path cache,

        @Key(value = "PEM file with the certificates that are trusted", otherwise = "the JDK's") @Nullable
        Path caFile) {
    List<String> lookedUp() {
        return models == null ? List.of() : models;
    }
}
