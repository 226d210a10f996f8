package io.tachograph.collectors.source.discovery;

import io.tachograph.collectors.source.NamedSource;
import io.tachograph.collectors.source.SourceContext;
import io.tachograph.collectors.source.SourceKind;
import java.util.List;

/** {@code kind: dns}. */
public final class DnsSourceKind implements SourceKind<DnsSettings> {
    @Override
    public String name() {
        return "dns";
    }

    @Override
    public Class<DnsSettings> settings() {
        return DnsSettings.class;
    }

    @Override
    public List<NamedSource> open(DnsSettings settings, SourceContext context) {
        String name = "dns " + settings.name() + ":" + settings.port();
        return List.of(new NamedSource(name, new DnsSource(name, settings, context.targets())));
    }
}
