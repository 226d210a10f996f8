package io.tachograph.collectors.source.otlp;

import io.tachograph.collectors.source.NamedSource;
import io.tachograph.collectors.source.SourceContext;
import io.tachograph.collectors.source.SourceKind;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/** {@code kind: otlp}: one receiver. What it has received is handed over once a second. */
public final class OtlpSourceKind implements SourceKind<OtlpSettings> {
    @Override
    public String name() {
        return "otlp";
    }

    @Override
    public Class<OtlpSettings> settings() {
        return OtlpSettings.class;
    }

    @Override
    public Duration every() {
        return Duration.ofSeconds(1);
    }

    @Override
    public List<NamedSource> open(OtlpSettings settings, SourceContext context) {
        OtlpSource source = new OtlpSource(settings, context);
        String ports = settings.ports().stream().map(String::valueOf).collect(Collectors.joining(","));
        return List.of(new NamedSource("otlp " + source.host() + ":" + ports, source));
    }
}
