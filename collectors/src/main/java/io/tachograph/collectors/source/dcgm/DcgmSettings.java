package io.tachograph.collectors.source.dcgm;

import io.tachograph.config.Key;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** An exporter of GPU metrics. */
public record DcgmSettings(
        @Key(value = "base URL of the exporter, or the full URL of its metrics", otherwise = "required")
        String url,

        @Key(value = "host that the GPUs are in", otherwise = "as the exporter says, or the URL's host") @Nullable
        String node,

        @Key(value = "PEM file with the certificates that are trusted", otherwise = "the JDK's") @Nullable
        Path caFile) {
    public DcgmSettings {
        if (url == null) {
            throw new IllegalArgumentException("an exporter needs url");
        }
    }
}
