package io.tachograph.generation;

import io.tachograph.collectors.inventory.ConfiguredTargets;
import io.tachograph.config.ConfigException;
import io.tachograph.config.GenerationSection;
import io.tachograph.config.TachographConfig;
import io.tachograph.config.TargetSection;
import io.tachograph.schemas.TargetConfig;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The models that tasks may ask for, and the targets that serve them.
 *
 * @param targets at least one; all have different slugs
 * @param standard the model of requests that name none
 */
public record ServedModels(List<TargetConfig> targets, String standard) {
    public ServedModels {
        targets = List.copyOf(targets);
    }

    /** Those of the configuration's targets.
     *
     * @throws ConfigException when there is no target, a target cannot be right, or nothing serves the standard model
     */
    public static ServedModels of(TachographConfig config) throws ConfigException {
        return of(config, ConfiguredTargets.of(config).targets());
    }

    /** Those of other targets, and of the configuration's backend.
     *
     * @throws ConfigException when there is no target, or nothing serves the standard model
     */
    public static ServedModels of(TachographConfig config, List<TargetConfig> others) throws ConfigException {
        GenerationSection section = config.generation();
        if (section.taskTimeLimit().compareTo(config.pipeline().maxRequestDuration()) > 0) {
            throw new ConfigException("generation.task-time-limit is longer than pipeline.max-request-duration:"
                    + " requests that take so long would come too late to count");
        }
        List<TargetConfig> targets = new ArrayList<>();
        GenerationSection.@Nullable Backend backend = section.backend();
        if (backend != null) {
            targets.add(ofBackend(section, backend));
        }
        targets.addAll(others);
        if (targets.isEmpty()) {
            throw new ConfigException("no model is served: name targets, or a backend by MODEL_BACKEND");
        }
        String standard =
                section.model() != null ? section.model() : targets.get(0).model();
        ServedModels served = new ServedModels(targets, standard);
        if (!served.names().contains(standard)) {
            throw new ConfigException("generation.model: no target serves " + standard + "; served are "
                    + String.join(", ", served.names()));
        }
        return served;
    }

    private static TargetConfig ofBackend(GenerationSection section, GenerationSection.Backend backend)
            throws ConfigException {
        String url = section.backendUrl();
        try {
            return switch (backend) {
                case OLLAMA ->
                    backend(
                            url != null ? url : "http://localhost:11434",
                            section.ollamaModel(),
                            "ollama-generate",
                            "ollama");
                case TRANSFORMERS ->
                    backend(
                            url != null ? url : "http://localhost:8080",
                            section.modelName(),
                            "openai-completions",
                            "transformers");
            };
        } catch (IllegalArgumentException e) {
            throw new ConfigException("generation.backend: " + e.getMessage());
        }
    }

    private static TargetConfig backend(String url, String model, String api, String framework) {
        return new TargetSection(url, model, null, framework, api, null, null, null, null, null, null, null).toTarget();
    }

    /** Names of the models, each once. */
    public List<String> names() {
        return targets.stream().map(TargetConfig::model).distinct().toList();
    }

    /** What serves the standard model. */
    public String backend() {
        return targets.stream()
                .filter(target -> target.model().equals(standard))
                .map(TargetConfig::framework)
                .findFirst()
                .orElse("");
    }
}
