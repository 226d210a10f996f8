package io.tachograph.collectors.source.cluster;

import io.tachograph.schemas.avro.InventoryJob;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A job that serves models.
 *
 * @param id the scheduler's id of it, or what else tells it from the others of its cluster
 * @param state running, starting, queued, stopped or other
 * @param nodes reserved for it
 * @param walltimeSeconds how long it may run
 * @param facts what else is told, by its own names; no users
 */
public record ClusterJob(
        String id,
        String state,
        List<String> models,
        String framework,
        List<String> hosts,
        @Nullable Integer nodes,
        @Nullable Long walltimeSeconds,
        Map<String, String> facts) {
    public ClusterJob {
        models = List.copyOf(models);
        hosts = List.copyOf(hosts);
        facts = Map.copyOf(facts);
    }

    InventoryJob record(String cluster, String agent) {
        return InventoryJob.newBuilder()
                .setId(id)
                .setCluster(cluster)
                .setSource("cluster-jobs")
                .setState(state)
                .setModels(models)
                .setFramework(framework)
                .setHosts(hosts)
                .setNodes(nodes)
                .setWalltimeSeconds(walltimeSeconds)
                .setFacts(facts)
                .setAgent(agent)
                .setAssertedAtMicros(0)
                .build();
    }
}
