package io.tachograph.jobs.main;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.tachograph.jobs.PipelineConfig;
import io.tachograph.jobs.catalog.JobSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The jobs' part of {@code tachograph.yml}. Sections of other parts of the system are not looked at: they may name what
 * this jar does not know.
 */
final class SettingsFile {
    private SettingsFile() {}

    /**
     * The defaults, and over them what the file says.
     *
     * @param environment what {@code ${NAME}} refers to
     * @throws IllegalArgumentException in one sentence with the key, when a value is wrong
     */
    static JobSettings read(@Nullable Path file, Map<String, String> environment) throws IOException {
        JsonNode root = tree(file);
        return JobSettings.of(pipeline(new SettingsSection(root, "pipeline", environment)));
    }

    private static JsonNode tree(@Nullable Path file) throws IOException {
        YAMLMapper yaml = new YAMLMapper();
        if (file == null) {
            return yaml.createObjectNode();
        }
        try {
            return yaml.readTree(file.toFile());
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(file + " is not YAML: "
                    + e.getOriginalMessage().lines().findFirst().orElse(""));
        }
    }

    private static PipelineConfig pipeline(SettingsSection section) {
        PipelineConfig defaults = PipelineConfig.defaults();
        return new PipelineConfig(
                section.duration("max-request-duration", defaults.maxRequestDuration()),
                section.duration("out-of-orderness", defaults.outOfOrderness()),
                section.duration("idle-partition-after", defaults.idleAfter()),
                section.duration("ranking-window", defaults.rankingWindow()),
                section.duration("rank-every", defaults.rankEvery()),
                0);
    }
}
