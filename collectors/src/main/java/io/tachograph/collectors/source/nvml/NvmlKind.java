package io.tachograph.collectors.source.nvml;

import io.tachograph.collectors.source.NamedSource;
import io.tachograph.collectors.source.SourceContext;
import io.tachograph.collectors.source.SourceKind;
import java.util.List;

/** {@code kind: nvml}: all NVIDIA GPUs that this process may see, as one source. */
public final class NvmlKind implements SourceKind<NvmlSettings> {
    @Override
    public String name() {
        return "nvml";
    }

    @Override
    public Class<NvmlSettings> settings() {
        return NvmlSettings.class;
    }

    @Override
    public List<NamedSource> open(NvmlSettings settings, SourceContext context) {
        return List.of(new NamedSource(
                "nvml " + context.node(), new NvmlSource(settings.library(), context, System::nanoTime)));
    }
}
