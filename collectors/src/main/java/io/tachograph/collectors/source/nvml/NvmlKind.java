package io.tachograph.collectors.source.nvml;

import io.tachograph.collectors.source.NamedSource;
import io.tachograph.collectors.source.SourceContext;
import io.tachograph.collectors.source.SourceKind;
import java.time.Duration;
import java.util.List;

/** {@code kind: nvml}: all NVIDIA GPUs that this process may see, as one source. */
public final class NvmlKind implements SourceKind<NvmlSettings> {
    static final String NAME = "nvml";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Class<NvmlSettings> settings() {
        return NvmlSettings.class;
    }

    /** The stream takes nothing for known between readings of a GPU more than 3 s apart. */
    @Override
    public Duration every() {
        return Duration.ofSeconds(1);
    }

    @Override
    public List<NamedSource> open(NvmlSettings settings, SourceContext context) {
        return List.of(new NamedSource(
                "nvml " + context.node(), new NvmlSource(settings.library(), context, System::nanoTime)));
    }
}
