package io.tachograph.standalone.bench;

import io.tachograph.collectors.inventory.Clusters;
import io.tachograph.collectors.inventory.ClustersFile;
import io.tachograph.collectors.inventory.EndpointsFile;
import io.tachograph.collectors.inventory.Inventory;
import io.tachograph.schemas.TargetConfig;
import io.tachograph.standalone.config.ConfigException;
import java.io.IOException;
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
            throws ConfigException, IOException {
        Clusters known = clusters == null ? null : ClustersFile.read(clusters);
        Inventory inventory = known == null ? EndpointsFile.read(endpoints) : EndpointsFile.read(endpoints, known);
        if (known != null) {
            known.warnings().forEach(warning -> notes.println("tachograph: " + warning));
        }
        inventory.warnings().forEach(warning -> notes.println("tachograph: " + warning));
        inventory
                .skipped()
                .forEach(skipped -> notes.println("tachograph: " + skipped.entry() + ": " + skipped.reason()));
        List<TargetConfig> targets = inventory.targets();
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
