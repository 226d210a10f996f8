package io.tachograph.collectors.source.dcgm;

import io.tachograph.client.http.TlsConfig;
import io.tachograph.collectors.source.NamedSource;
import io.tachograph.collectors.source.SourceContext;
import io.tachograph.collectors.source.SourceKind;
import io.tachograph.collectors.source.http.HttpFailure;
import io.tachograph.collectors.source.http.MetricsAddress;
import io.tachograph.collectors.source.http.PageReaders;
import java.net.URI;
import java.util.List;

/** {@code kind: dcgm}: the GPUs that an exporter tells of. */
public final class DcgmSourceKind implements SourceKind<DcgmSettings> {
    private final PageReaders readers = new PageReaders();

    @Override
    public String name() {
        return "dcgm";
    }

    @Override
    public Class<DcgmSettings> settings() {
        return DcgmSettings.class;
    }

    @Override
    public List<NamedSource> open(DcgmSettings settings, SourceContext context) {
        URI metrics = MetricsAddress.of(settings.url(), "/metrics").metrics();
        TlsConfig tls = settings.caFile() == null ? TlsConfig.jdkTrust() : TlsConfig.trusting(settings.caFile());
        return List.of(new NamedSource(
                "dcgm " + HttpFailure.shown(metrics),
                new DcgmSource(readers.of(tls), metrics, settings.node(), context)));
    }
}
