package io.tachograph.collectors.inventory;

import io.tachograph.client.endpoint.Targets;
import io.tachograph.config.ConfigException;
import io.tachograph.config.TachographConfig;
import io.tachograph.schemas.TargetConfig;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The targets that a configuration names, itself and by a file of endpoints.
 *
 * @param targets empty for none
 * @param notes a sentence for each entry of the file that is no target, and for each of its keys that is not known
 */
public record ConfiguredTargets(List<TargetConfig> targets, List<String> notes) {
    public ConfiguredTargets {
        targets = List.copyOf(targets);
        notes = List.copyOf(notes);
    }

    /** @throws ConfigException when a file cannot be read, or a target cannot be right */
    public static ConfiguredTargets of(TachographConfig config) throws ConfigException {
        try {
            return read(config);
        } catch (IllegalArgumentException e) {
            throw new ConfigException(String.valueOf(e.getMessage()));
        }
    }

    private static ConfiguredTargets read(TachographConfig config) throws ConfigException {
        GatewayFiles listed = config.endpointsFile() == null
                ? new GatewayFiles(List.of(), List.of())
                : GatewayFiles.read(config.endpointsFile(), config.clustersFile());
        List<TargetConfig> targets = new ArrayList<>();
        config.targets().forEach(settings -> targets.add(settings.toTarget()));
        targets.addAll(listed.targets());
        if (targets.isEmpty() && config.endpointsFile() != null) {
            throw new ConfigException(config.endpointsFile() + " holds no endpoint that can be measured");
        }
        check(targets);
        return new ConfiguredTargets(targets, listed.notes());
    }

    private static void check(List<TargetConfig> targets) throws ConfigException {
        Set<String> slugs = new HashSet<>();
        List<String> apis = Targets.apis();
        for (TargetConfig target : targets) {
            if (!slugs.add(target.slug())) {
                throw new ConfigException("two targets are called " + target.slug() + "; give one another cluster");
            }
            // The class name of an adapter has a dot.
            if (!apis.contains(target.api()) && target.api().indexOf('.') < 0) {
                throw new ConfigException("target " + target.slug() + ": API kind '" + target.api()
                        + "' is unknown; known are " + String.join(", ", apis));
            }
        }
    }
}
