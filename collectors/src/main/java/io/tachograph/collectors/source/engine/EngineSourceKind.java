package io.tachograph.collectors.source.engine;

import io.tachograph.client.http.TlsConfig;
import io.tachograph.client.scrape.KnownEngine;
import io.tachograph.collectors.source.NamedSource;
import io.tachograph.collectors.source.Source;
import io.tachograph.collectors.source.SourceContext;
import io.tachograph.collectors.source.SourceKind;
import io.tachograph.collectors.source.http.MetricsAddress;
import io.tachograph.collectors.source.http.PageReaders;
import io.tachograph.schemas.TargetConfig;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** {@code kind: engine}: the metrics of one inference engine. */
public final class EngineSourceKind implements SourceKind<EngineSettings> {
    private static final String OLLAMA = "ollama";

    private final PageReaders readers = new PageReaders();

    @Override
    public String name() {
        return "engine";
    }

    @Override
    public Class<EngineSettings> settings() {
        return EngineSettings.class;
    }

    @Override
    public List<NamedSource> open(EngineSettings settings, SourceContext context) {
        String told = settings.engine();
        boolean ollama = OLLAMA.equals(told);
        KnownEngine engine = told == null || ollama ? null : engine(told);
        MetricsAddress address = MetricsAddress.of(
                settings.url(), engine == KnownEngine.TENSORRT_LLM ? "/prometheus/metrics" : "/metrics");
        String target = target(settings, address);
        EngineKey key = new EngineKey(settings.apiKeyEnv(), settings.apiKeyFile(), context.environment());
        EnginePages pages = new EnginePages(readers.of(TlsConfig.trustingOrJdk(settings.caFile())), address, key);
        String model = settings.metricsModel() == null ? settings.model() : settings.metricsModel();
        Source source = ollama
                ? new OllamaSource(target, pages, context)
                : new EngineSource(target, pages, new MetricsAnswer(model, engine, key.isNamed()), context);
        return List.of(new NamedSource("engine " + target, source));
    }

    private static KnownEngine engine(String told) {
        return Arrays.stream(KnownEngine.values())
                .filter(engine -> engine.text().equals(told))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("engine '" + told + "' is unknown; known are "
                        + Arrays.stream(KnownEngine.values())
                                .map(KnownEngine::text)
                                .collect(Collectors.joining(", "))
                        + ", " + OLLAMA));
    }

    /** The slug that {@code targets} would give to the same keys. */
    private static String target(EngineSettings settings, MetricsAddress address) {
        String given = settings.target();
        if (given != null) {
            if (given.isBlank() || given.contains("/")) {
                throw new IllegalArgumentException("target '" + given + "' must be a slug, without '/'");
            }
            return given;
        }
        return TargetConfig.slugOf(
                orElse(settings.cluster(), address.cluster()),
                orElse(settings.framework(), "openai"),
                orElse(settings.model(), ""));
    }

    private static String orElse(@Nullable String text, String otherwise) {
        return text == null ? otherwise : text;
    }
}
