package io.tachograph.jobs.main;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.tachograph.jobs.catalog.JobSettings;
import io.tachograph.jobs.catalog.PipelineSettings;
import io.tachograph.jobs.catalog.SloSettings;
import io.tachograph.windows.request.SeriesLimits;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
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
        List<SloSettings> slos = new ArrayList<>();
        for (JsonNode slo : root.path("slos")) {
            slos.add(slo(new SettingsSection(slo, "slos[" + slos.size() + "]", environment)));
        }
        return pipeline(new SettingsSection(root.path("pipeline"), "pipeline", environment), slos)
                .jobs();
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

    private static PipelineSettings pipeline(SettingsSection section, List<SloSettings> slos) {
        PipelineSettings defaults = PipelineSettings.defaults();
        Double changeAfter = section.number("rank-change-after");
        return new PipelineSettings(
                or(section.duration("max-request-duration"), defaults.maxRequestDuration()),
                or(section.duration("out-of-orderness"), defaults.outOfOrderness()),
                or(section.duration("idle-partition-after"), defaults.idleAfter()),
                or(section.duration("rank-every"), defaults.rankEvery()),
                changeAfter == null ? defaults.rankChangeAfter() : changeAfter.intValue(),
                limits(section, defaults.limits()),
                slos);
    }

    private static SeriesLimits limits(SettingsSection section, SeriesLimits defaults) {
        Double tenants = section.number("max-tenants");
        Double series = section.number("max-series");
        return new SeriesLimits(
                tenants == null ? defaults.tenantsPerTarget() : tenants.intValue(),
                series == null ? defaults.seriesPerSubtask() : series.intValue());
    }

    private static SloSettings slo(SettingsSection section) {
        String name = section.text("name");
        String model = section.text("model");
        if (name == null || model == null) {
            throw new IllegalArgumentException(section.name() + " needs name and model");
        }
        return new SloSettings(
                name,
                model,
                section.duration("ttft"),
                section.duration("tpot"),
                section.duration("e2e"),
                section.number("objective"));
    }

    private static Duration or(@Nullable Duration given, Duration otherwise) {
        return given == null ? otherwise : given;
    }
}
