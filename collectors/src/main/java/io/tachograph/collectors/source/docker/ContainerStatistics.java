package io.tachograph.collectors.source.docker;

import com.fasterxml.jackson.databind.JsonNode;
import io.tachograph.collectors.source.container.ContainerUsage;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What containers have used, by the engine's statistics. */
final class ContainerStatistics {
    private ContainerStatistics() {}

    /** A container that does not run has statistics of nothing: null then. */
    static @Nullable ContainerUsage of(JsonNode json) {
        Long read = DockerJson.micros(json.path("read"));
        if (read == null) {
            return null;
        }
        JsonNode cpu = json.path("cpu_stats");
        JsonNode memory = json.path("memory_stats");
        Long online = DockerJson.count(cpu.path("online_cpus"));
        int listed = cpu.path("cpu_usage").path("percpu_usage").size();
        return new ContainerUsage(
                read,
                DockerJson.count(cpu.path("cpu_usage").path("total_usage")),
                DockerJson.count(cpu.path("throttling_data").path("throttled_time")),
                online != null && online > 0 ? online : listed > 0 ? Long.valueOf(listed) : null,
                memoryUsed(memory),
                DockerJson.count(memory.path("limit")),
                overInterfaces(json.path("networks"), "rx_bytes"),
                overInterfaces(json.path("networks"), "tx_bytes"),
                overDevices(json, "read"),
                overDevices(json, "write"),
                DockerJson.count(json.path("pids_stats").path("current")));
    }

    /** Pages of files that were not used lately are the kernel's to take; cgroup 1 and 2 name them differently. */
    private static @Nullable Long memoryUsed(JsonNode memory) {
        Long usage = DockerJson.count(memory.path("usage"));
        if (usage == null) {
            return DockerJson.count(memory.path("privateworkingset")); // Windows
        }
        JsonNode stats = memory.path("stats");
        Long reclaimable = DockerJson.count(stats.path("total_inactive_file"));
        if (reclaimable == null) {
            reclaimable = DockerJson.count(stats.path("inactive_file"));
        }
        return reclaimable == null || reclaimable > usage ? usage : Long.valueOf(usage - reclaimable);
    }

    private static @Nullable Long overInterfaces(JsonNode networks, String counter) {
        long sum = 0;
        boolean told = false;
        for (JsonNode network : networks) {
            Long bytes = DockerJson.count(network.path(counter));
            if (bytes != null) {
                sum += bytes;
                told = true;
            }
        }
        return told ? sum : null;
    }

    /** An empty list means that nothing was read or written as yet; without a list it is not known. */
    private static @Nullable Long overDevices(JsonNode json, String operation) {
        JsonNode devices = json.path("blkio_stats").path("io_service_bytes_recursive");
        if (!devices.isArray()) {
            return null;
        }
        long sum = 0;
        for (JsonNode device : devices) {
            Long bytes = DockerJson.count(device.path("value"));
            if (bytes != null
                    && device.path("op").asText().toLowerCase(Locale.ROOT).equals(operation)) {
                sum += bytes;
            }
        }
        return sum;
    }
}
