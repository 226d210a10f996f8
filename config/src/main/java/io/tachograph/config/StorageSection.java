package io.tachograph.config;

/** The embedded parts of {@code up}. */
public record StorageSection(
        @Key(value = "TCP port of Kafka; 0 for any free one", byDefault = "0")
        int kafkaPort,

        @Key(value = "TCP port of PostgreSQL; 0 for any free one", byDefault = "0")
        int postgresPort,

        @Key(value = "partitions of each topic, when it is created", byDefault = "4")
        int partitions) {
    public StorageSection {
        Checks.port("kafka-port", kafkaPort);
        Checks.port("postgres-port", postgresPort);
        Checks.atLeast("partitions", partitions, 1);
    }
}
