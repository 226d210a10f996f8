package io.tachograph.collectors.source.engine;

import io.tachograph.config.Key;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** One engine: a replica with metrics of its own. */
public record EngineSettings(
        @Key(value = "base URL of the engine, or the full URL of its metrics", otherwise = "required")
        String url,

        @Key(
                value = "slug of the target whose engine it is; instead, as with `targets`, `model`, `cluster` and"
                        + " `framework`",
                otherwise = "made of these")
        @Nullable
        String target,

        @Key("model name as the target serves it") @Nullable String model,

        @Key(value = "where it runs", otherwise = "host and port of the URL") @Nullable
        String cluster,

        @Key(value = "what serves it", otherwise = "`openai`") @Nullable
        String framework,

        @Key(
                value = "`vllm`, `sglang`, `tgi`, `llama.cpp`, `tensorrt-llm`, `triton` or `ollama`",
                otherwise = "found by its metrics")
        @Nullable
        String engine,

        @Key(value = "model whose metrics count, where they name several", otherwise = "`model`, or all together")
        @Nullable
        String metricsModel,

        @Key(
                "name of the environment variable that holds its key; sent to `/v1/models`, and to a page that refuses to answer without one")
        @Nullable
        String apiKeyEnv,

        @Key("file that holds its key, instead of the variable") @Nullable
        Path apiKeyFile,

        @Key(value = "PEM file with the certificates that are trusted", otherwise = "the JDK's") @Nullable
        Path caFile) {
    public EngineSettings {
        if (url == null || (target == null && model == null)) {
            throw new IllegalArgumentException("an engine needs url, and target or model");
        }
        if (target != null && (cluster != null || framework != null)) {
            throw new IllegalArgumentException("say target, or cluster and framework, not both");
        }
        if (apiKeyEnv != null && apiKeyFile != null) {
            throw new IllegalArgumentException("say api-key-env or api-key-file, not both");
        }
    }
}
