package io.tachograph.config;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The agent's process. */
public record AgentSection(
        @Key(value = "its name in every record", otherwise = "host name") @Nullable
        String name,

        @Key(
                value = "name of its machine in records of GPUs and containers; empty for the host name, which in a"
                        + " container is the container's",
                byDefault = "${NODE_NAME:}")
        @Nullable
        String node,

        @Key(value = "address of its `/metrics` and `/health`", byDefault = "${LISTEN_HOST:127.0.0.1}")
        String host,

        @Key(value = "TCP port of both; 0 for any free one", byDefault = "9465")
        int port,

        @Key(
                value =
                        "directory that keeps records until Kafka has them, also through a restart; its own for each agent",
                byDefault = "${AGENT_SPOOL:tachograph-spool}")
        Path spool,

        @Key(value = "MiB that it may take; beyond that the oldest records are lost and counted", byDefault = "1024")
        int spoolMib) {
    public AgentSection {
        Checks.port("port", port);
        Checks.atLeast("spool-mib", spoolMib, 1);
        if (name != null && name.isBlank()) {
            throw new IllegalArgumentException("name must not be blank");
        }
    }

    /** What the spool may take, in bytes. */
    public long spoolBytes() {
        return (long) spoolMib << 20;
    }
}
