package io.tachograph.collectors.source.litellm;

import io.tachograph.client.http.TlsConfig;
import io.tachograph.collectors.source.NamedSource;
import io.tachograph.collectors.source.SourceContext;
import io.tachograph.collectors.source.SourceKind;
import io.tachograph.collectors.source.http.Credentials;
import io.tachograph.collectors.source.http.KeyVariable;
import io.tachograph.collectors.source.http.MetricsAddress;
import io.tachograph.collectors.source.http.PageReader;
import io.tachograph.collectors.source.http.PageReaders;
import io.tachograph.collectors.source.http.Upstream;
import java.time.Duration;
import java.util.List;

/** {@code kind: litellm}: one proxy. */
public final class LiteLlmKind implements SourceKind<LiteLlmSettings> {
    private final PageReaders readers = new PageReaders();

    @Override
    public String name() {
        return "litellm";
    }

    @Override
    public Class<LiteLlmSettings> settings() {
        return LiteLlmSettings.class;
    }

    @Override
    public Duration every() {
        return Duration.ofSeconds(30);
    }

    @Override
    public Duration timeout() {
        return Duration.ofSeconds(25);
    }

    @Override
    public List<NamedSource> open(LiteLlmSettings settings, SourceContext context) {
        MetricsAddress address = MetricsAddress.of(settings.url(), "/metrics");
        KeyVariable key = new KeyVariable(settings.apiKeyEnv(), context.environment());
        PageReader reader = readers.of(TlsConfig.trustingOrJdk(settings.caFile()));
        Upstream proxy = new Upstream(reader, address.base(), key, LiteLlmKind::toDo, context.clock());
        String cluster = settings.cluster() == null ? address.cluster() : settings.cluster();
        MetricsAddress elsewhere =
                settings.metricsUrl() == null ? null : MetricsAddress.of(settings.metricsUrl(), "/metrics");
        // A port of its own wants no key, and gets none.
        ProxyMetrics metrics = elsewhere == null
                ? new ProxyMetrics(proxy, address.metrics())
                : new ProxyMetrics(
                        new Upstream(reader, elsewhere.base(), Credentials.NONE, LiteLlmKind::toDo, context.clock()),
                        elsewhere.metrics());
        return List.of(new NamedSource(
                "litellm " + proxy.place(), new LiteLlmSource(proxy, metrics, cluster, settings.unread(), context)));
    }

    private static String toDo(int status) {
        return switch (status) {
            case 401, 403 ->
                "name the environment variable that holds a key of the proxy as api-key-env; what all teams used only an"
                        + " admin's key may see";
            case 404 ->
                "is it the proxy's address? Its metrics are on with litellm_settings: {callbacks: [\"prometheus\"]}";
            case 500 -> "see its log; without a database it has no usage (usage-days: 0)";
            case 503 -> "it is starting, shutting down, or its database is away";
            default -> "see its log, or that of a proxy before it";
        };
    }
}
