package io.tachograph.collectors.source.discovery;

import io.tachograph.collectors.source.NamedSource;
import io.tachograph.collectors.source.SourceContext;
import io.tachograph.collectors.source.SourceKind;
import java.util.List;

/** {@code kind: file-sd}. */
public final class FileSdSourceKind implements SourceKind<FileSdSettings> {
    @Override
    public String name() {
        return "file-sd";
    }

    @Override
    public Class<FileSdSettings> settings() {
        return FileSdSettings.class;
    }

    @Override
    public List<NamedSource> open(FileSdSettings settings, SourceContext context) {
        String name = "file-sd " + String.join(",", settings.files());
        return List.of(new NamedSource(name, new FileSdSource(name, settings, context.targets())));
    }
}
