package io.tachograph.collectors.source.huggingface;

import io.tachograph.client.http.TlsConfig;
import io.tachograph.collectors.source.NamedSource;
import io.tachograph.collectors.source.SourceContext;
import io.tachograph.collectors.source.SourceKind;
import io.tachograph.collectors.source.http.KeyVariable;
import io.tachograph.collectors.source.http.MetricsAddress;
import io.tachograph.collectors.source.http.PageReaders;
import io.tachograph.collectors.source.http.Upstream;
import java.time.Duration;
import java.util.List;

/** {@code kind: huggingface}: the hub. Without such an entry nothing asks it anything. */
public final class HubKind implements SourceKind<HubSettings> {
    private final PageReaders readers = new PageReaders();

    @Override
    public String name() {
        return "huggingface";
    }

    @Override
    public Class<HubSettings> settings() {
        return HubSettings.class;
    }

    @Override
    public Duration every() {
        return Duration.ofMinutes(1);
    }

    @Override
    public Duration timeout() {
        return Duration.ofSeconds(55);
    }

    @Override
    public List<NamedSource> open(HubSettings settings, SourceContext context) {
        Upstream hub = new Upstream(
                readers.of(TlsConfig.trustingOrJdk(settings.caFile())),
                MetricsAddress.of(settings.url(), "").base(),
                new KeyVariable(settings.tokenEnv(), context.environment()),
                HubKind::toDo,
                context.clock());
        HubClient client = new HubClient(hub, settings.tokenEnv() != null);
        return List.of(new NamedSource(
                "huggingface " + hub.place(),
                new HubSource(client, new HubCache(settings.cache(), context.clock()), settings.lookedUp(), context)));
    }

    private static String toDo(int status) {
        return switch (status) {
            case 401 -> "the token is not valid: make a new one";
            case 403 -> "the token may not read it";
            case 404 -> "is it the hub's address?";
            default -> "the hub or a proxy before it has trouble";
        };
    }
}
