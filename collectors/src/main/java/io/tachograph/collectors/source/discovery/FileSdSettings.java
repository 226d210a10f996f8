package io.tachograph.collectors.source.discovery;

import io.tachograph.config.Key;
import java.util.List;

/** Files that list targets, as Prometheus' {@code file_sd_configs} read them. */
public record FileSdSettings(
        @Key(value = "files in JSON or YAML; the last part of a path may hold `*`", otherwise = "required")
        List<String> files,

        @Key("what the targets have in common") TargetTemplate target) {
    public FileSdSettings {
        if (files == null || files.isEmpty()) {
            throw new IllegalArgumentException("a source of kind file-sd needs files");
        }
        files = List.copyOf(files);
    }
}
