package io.tachograph.collectors.source.kubernetes;

import io.tachograph.collectors.source.container.EngineImages;
import io.tachograph.collectors.source.discovery.TargetTemplate;
import io.tachograph.config.Key;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An entry of {@code sources} with {@code kind: kubernetes}. */
public record KubernetesSettings(
        @Key(value = "name of the node whose pods are watched", otherwise = "`NODE_NAME`, else the host's name")
        @Nullable
        String node,

        @Key(
                value = "URL of an API server that asks for no credentials, such as `kubectl proxy`",
                otherwise =
                        "that of `KUBECONFIG` or `~/.kube/config`, else the service account's, with their credentials")
        @Nullable
        String apiServer,

        @Key(value = "label selector of pods that count, such as `tier=serving`", otherwise = "all") @Nullable
        String pods,

        @Key(
                value = "the kubelet's socket that tells which pod has which device",
                byDefault = "/var/lib/kubelet/pod-resources/kubelet.sock")
        Path podResources,

        @Key(
                value =
                        "the host's `/sys/fs/cgroup` (version 2), as the agent sees it: the engines' use of CPU, memory and"
                                + " disks is read there",
                otherwise = "not read")
        @Nullable
        Path cgroups,

        @Key(value = "when an answer is no longer waited for", byDefault = "5s")
        Duration requestTimeout,

        @Key(
                value = "regular expression by engine, found in the names of its images; an empty one for none",
                otherwise = "[known images](collectors.md#docker)")
        @Nullable
        Map<String, String> images,

        @Key("what the targets have in common; annotations and labels of the pod go before it")
        TargetTemplate target,

        @Key(
                value = "NVIDIA's management library, asked for UUIDs where the kubelet tells indices",
                byDefault = "libnvidia-ml.so.1")
        String nvmlLibrary) {
    public KubernetesSettings {
        if (requestTimeout.compareTo(Duration.ofMillis(1)) < 0) {
            throw new IllegalArgumentException("request-timeout must be at least 1ms");
        }
        images = EngineImages.checked(images);
    }
}
