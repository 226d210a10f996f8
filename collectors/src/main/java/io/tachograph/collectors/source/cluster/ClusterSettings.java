package io.tachograph.collectors.source.cluster;

import io.tachograph.config.Key;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The clusters of a file, or one. */
public record ClusterSettings(
        @Key(value = "the gateway's `clusters.json`, as it is; read when the agent begins", otherwise = "`cluster`")
        @Nullable
        Path clustersFile,

        @Key("name of a single cluster, in the place of a file") @Nullable
        String cluster,

        @Key(
                value =
                        "base URL of the gateway, such as `https://gateway/resource_server`: it is asked for `/CLUSTER/jobs`",
                otherwise = "clusters are asked themselves")
        @Nullable
        String gateway,

        @Key("page of a single cluster that tells its jobs") @Nullable
        String statusUrl,

        @Key("name of the environment variable that holds the key of the gateway, or of `status-url`") @Nullable
        String apiKeyEnv,

        @Key(value = "PEM file with the certificates that are trusted", otherwise = "the JDK's") @Nullable
        Path caFile) {
    public ClusterSettings {
        if ((clustersFile == null) == (cluster == null)) {
            throw new IllegalArgumentException(
                    "a source of kind cluster-jobs needs clusters-file or cluster, and not both");
        }
        if (cluster != null && (gateway == null) == (statusUrl == null)) {
            throw new IllegalArgumentException("cluster " + cluster + " needs gateway or status-url, and not both");
        }
    }
}
