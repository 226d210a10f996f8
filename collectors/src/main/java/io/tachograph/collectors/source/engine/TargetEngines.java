package io.tachograph.collectors.source.engine;

import io.tachograph.collectors.source.ConfiguredSource;
import io.tachograph.collectors.source.NamedSource;
import io.tachograph.collectors.source.SourceContext;
import io.tachograph.schemas.TargetConfig;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The engines of targets whose {@code framework} names one that has metrics: they are read without an entry of
 * {@code sources}.
 */
public final class TargetEngines {
    private static final Logger LOG = LoggerFactory.getLogger(TargetEngines.class);
    private static final Map<String, String> ENGINES = Map.ofEntries(
            Map.entry("vllm", "vllm"),
            Map.entry("sglang", "sglang"),
            Map.entry("tgi", "tgi"),
            Map.entry("llama.cpp", "llama.cpp"),
            Map.entry("llamacpp", "llama.cpp"),
            Map.entry("tensorrt-llm", "tensorrt-llm"),
            Map.entry("triton", "triton"),
            Map.entry("ollama", "ollama"));

    private final EngineSourceKind kind = new EngineSourceKind();
    private final SourceContext context;

    public TargetEngines(SourceContext context) {
        this.context = context;
    }

    /**
     * The source of a target's engine; null when its framework is none that has metrics, or its URL is none that they
     * can be found by.
     */
    public @Nullable ConfiguredSource of(TargetConfig target) {
        String engine = ENGINES.get(target.framework().toLowerCase(Locale.ROOT));
        if (engine == null) {
            return null;
        }
        EngineSettings settings = new EngineSettings(
                target.url().toString(),
                target.slug(),
                null,
                null,
                null,
                engine,
                target.model(),
                target.apiKeyEnv(),
                target.apiKeyFile(),
                null);
        try {
            NamedSource named = kind.open(settings, context).get(0);
            return ConfiguredSource.implied(named, kind.name(), List.of(target, settings));
        } catch (IllegalArgumentException e) {
            LOG.warn("the engine of target {} is not read: {}", target.slug(), e.getMessage());
            return null;
        }
    }
}
