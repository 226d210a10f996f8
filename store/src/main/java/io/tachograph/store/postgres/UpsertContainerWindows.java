package io.tachograph.store.postgres;

import io.tachograph.store.ContainerWindowRow;
import java.sql.Types;

/** Writes windows of containers. */
final class UpsertContainerWindows {
    private UpsertContainerWindows() {}

    static WindowUpsert<String, ContainerWindowRow> statements() {
        return new WindowUpsert<>(
                        "container_window_",
                        "container",
                        Types.VARCHAR,
                        ContainerWindowRow::container,
                        "samples",
                        ContainerWindowRow::stamp)
                .column("name", Types.VARCHAR, ContainerWindowRow::name)
                .column("node", Types.VARCHAR, ContainerWindowRow::node)
                .column("image", Types.VARCHAR, ContainerWindowRow::image)
                .column("image_id", Types.VARCHAR, ContainerWindowRow::imageId)
                .column("target", Types.VARCHAR, ContainerWindowRow::target)
                .column("covered_seconds", Types.DOUBLE, ContainerWindowRow::coveredSeconds)
                .column("cpu_seconds", Types.DOUBLE, ContainerWindowRow::cpuSeconds)
                .column("cpu_throttled_seconds", Types.DOUBLE, ContainerWindowRow::cpuThrottledSeconds)
                .column("cpu_limit_cores", Types.DOUBLE, ContainerWindowRow::cpuLimitCores)
                .gauge("memory_used_bytes", ContainerWindowRow::memoryUsedBytes)
                .column("memory_limit_bytes", Types.BIGINT, ContainerWindowRow::memoryLimitBytes)
                .column("network_received_bytes", Types.DOUBLE, ContainerWindowRow::networkReceivedBytes)
                .column("network_sent_bytes", Types.DOUBLE, ContainerWindowRow::networkSentBytes)
                .column("block_read_bytes", Types.DOUBLE, ContainerWindowRow::blockReadBytes)
                .column("block_written_bytes", Types.DOUBLE, ContainerWindowRow::blockWrittenBytes)
                .gauge("pids", ContainerWindowRow::pids)
                .column("log_errors", Types.DOUBLE, ContainerWindowRow::logErrors)
                .column("restarts", Types.DOUBLE, ContainerWindowRow::restarts);
    }
}
