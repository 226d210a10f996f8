package io.tachograph.collectors.source.dcgm;

import io.tachograph.client.http.TlsConfig;
import io.tachograph.collectors.source.NamedSource;
import io.tachograph.collectors.source.SourceContext;
import io.tachograph.collectors.source.SourceKind;
import io.tachograph.collectors.source.http.HttpFailure;
import io.tachograph.collectors.source.http.MetricsAddress;
import io.tachograph.collectors.source.http.PageReaders;
import java.net.URI;
import java.time.Duration;
import java.util.List;

/** {@code kind: dcgm}: the GPUs that an exporter tells of. */
public final class DcgmSourceKind implements SourceKind<DcgmSettings> {
    static final String NAME = "dcgm";

    private final PageReaders readers = new PageReaders();

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Class<DcgmSettings> settings() {
        return DcgmSettings.class;
    }

    /** The stream takes nothing for known between readings of a GPU more than 3 s apart. */
    @Override
    public Duration every() {
        return Duration.ofSeconds(1);
    }

    @Override
    public List<NamedSource> open(DcgmSettings settings, SourceContext context) {
        URI metrics = MetricsAddress.of(settings.url(), "/metrics").metrics();
        TlsConfig tls = TlsConfig.trustingOrJdk(settings.caFile());
        return List.of(new NamedSource(
                "dcgm " + HttpFailure.shown(metrics),
                new DcgmSource(readers.of(tls), metrics, settings.node(), context)));
    }
}
