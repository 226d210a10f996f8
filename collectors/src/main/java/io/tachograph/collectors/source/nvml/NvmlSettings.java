package io.tachograph.collectors.source.nvml;

import io.tachograph.config.Key;

/** An entry of {@code sources} with {@code kind: nvml}. */
public record NvmlSettings(
        @Key(
                value = "NVIDIA's management library, by name or path; it comes with the driver",
                byDefault = "libnvidia-ml.so.1")
        String library) {
    public NvmlSettings {
        if (library.isBlank()) {
            throw new IllegalArgumentException("library must be a name or a path");
        }
    }
}
