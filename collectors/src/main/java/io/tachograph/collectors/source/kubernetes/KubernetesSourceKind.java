package io.tachograph.collectors.source.kubernetes;

import io.tachograph.collectors.source.NamedSource;
import io.tachograph.collectors.source.SourceContext;
import io.tachograph.collectors.source.SourceKind;
import java.util.List;

/** {@code kind: kubernetes}: the pods of one node. */
public final class KubernetesSourceKind implements SourceKind<KubernetesSettings> {
    @Override
    public String name() {
        return "kubernetes";
    }

    @Override
    public Class<KubernetesSettings> settings() {
        return KubernetesSettings.class;
    }

    @Override
    public List<NamedSource> open(KubernetesSettings settings, SourceContext context) {
        String told = settings.node() != null
                ? settings.node()
                : context.environment().get("NODE_NAME");
        String node = told == null || told.isBlank() ? context.node() : told;
        String name = "kubernetes " + node;
        return List.of(new NamedSource(name, new KubernetesSource(name, node, settings, context)));
    }
}
