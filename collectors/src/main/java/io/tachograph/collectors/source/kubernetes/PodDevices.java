package io.tachograph.collectors.source.kubernetes;

import java.util.List;

/**
 * Devices that the kubelet gave to a container.
 *
 * @param namespace of its pod; empty, like the next two, for devices of the node that nobody holds
 * @param resource what was asked for, such as {@code nvidia.com/gpu}
 * @param ids as the device plugin calls them
 */
record PodDevices(String namespace, String pod, String container, String resource, List<String> ids) {
    boolean areGpus() {
        return resource.startsWith("nvidia.com/gpu") || resource.startsWith("nvidia.com/mig-");
    }
}
