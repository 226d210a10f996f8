package io.tachograph.standalone.bench;

import io.tachograph.collectors.inventory.GatewayFiles;
import io.tachograph.config.ConfigException;
import io.tachograph.schemas.TargetConfig;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Takes a target out of a gateway's files. */
final class EndpointChoice {
    private EndpointChoice() {}

    /**
     * @param slug which endpoint; null for the only one
     * @param notes gets a line for each entry that cannot be a target, and for each key that is not known
     */
    static TargetConfig choose(Path endpoints, @Nullable Path clusters, @Nullable String slug, PrintStream notes)
            throws ConfigException {
        GatewayFiles files = GatewayFiles.read(endpoints, clusters);
        files.notes().forEach(note -> notes.println("tachograph: " + note));
        List<TargetConfig> targets = files.targets();
        if (targets.isEmpty()) {
            throw new ConfigException(endpoints + " holds no endpoint that can be measured");
        }
        if (slug == null && targets.size() == 1) {
            return targets.get(0);
        }
        return targets.stream()
                .filter(target -> target.slug().equals(slug))
                .findFirst()
                .orElseThrow(() -> new ConfigException((slug == null ? "--endpoint must name" : "'" + slug + "' is not")
                        + " one of the endpoints in " + endpoints + ": "
                        + targets.stream().map(TargetConfig::slug).collect(Collectors.joining(", "))));
    }
}
