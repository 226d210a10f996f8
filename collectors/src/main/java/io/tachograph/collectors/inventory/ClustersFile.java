package io.tachograph.collectors.inventory;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The gateway's {@code clusters.json}. */
public final class ClustersFile {
    private static final String MODEL = "resource_server_async.cluster";
    /** The gateway's own columns; who may use a cluster means nothing to a measurement. */
    private static final Set<String> FIELDS = Set.of(
            "cluster_name",
            "cluster_adapter",
            "frameworks",
            "openai_endpoints",
            "allowed_globus_groups",
            "allowed_domains",
            "config");

    private static final ObjectMapper JSON = new ObjectMapper();

    private ClustersFile() {}

    /**
     * @throws IllegalArgumentException in one sentence with file and line or entry and field, when something is wrong
     * @throws IOException when the file cannot be read
     */
    public static Clusters read(Path file) throws IOException {
        List<ClusterEntry> clusters = new ArrayList<>();
        List<String> warnings = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (FixtureEntry entry : Fixture.read(file)) {
            if (!entry.model().equals(MODEL)) {
                warnings.add(entry.name() + ": is a " + entry.model() + ", not a cluster, and was not used");
                continue;
            }
            ClusterEntry cluster = cluster(entry);
            if (!names.add(cluster.name())) {
                throw entry.wrong("cluster_name", "is '" + cluster.name() + "' as in an entry before");
            }
            // Settings belong to adapters that anyone may write, so none of them is unknown.
            entry.warnUnknown(FIELDS, cluster.config().keySet(), warnings);
            clusters.add(cluster);
        }
        return new Clusters(clusters, warnings);
    }

    private static ClusterEntry cluster(FixtureEntry entry) {
        Map<String, Object> config = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> setting : entry.config().properties()) {
            if (!setting.getValue().isNull()) {
                config.put(setting.getKey(), JSON.convertValue(setting.getValue(), Object.class));
            }
        }
        return new ClusterEntry(
                entry.text("cluster_name"),
                entry.texts("frameworks"),
                entry.texts("openai_endpoints"),
                entry.text("cluster_adapter"),
                config);
    }
}
