package io.tachograph.standalone.up;

import io.tachograph.config.StorageSection;
import io.tachograph.embedded.kafka.EmbeddedKafka;
import io.tachograph.embedded.postgres.EmbeddedDatabase;
import io.tachograph.schemas.Topics;
import io.tachograph.standalone.service.ResourceStack;
import io.tachograph.store.postgres.PostgresConfig;
import io.tachograph.store.postgres.PostgresStore;
import java.io.IOException;
import java.sql.SQLException;
import java.util.concurrent.CompletableFuture;

/**
 * The embedded Kafka with its topics and the embedded PostgreSQL with its tables.
 *
 * @param kafka the broker
 * @param database how to reach the database
 * @param store the tables
 */
record Storage(EmbeddedKafka kafka, PostgresConfig database, PostgresStore store) {
    private static final int CONNECTIONS = 6;

    /** Starts both at the same time: most of either's start is waiting. */
    static Storage start(StorageSection config, DataDirectory data, ResourceStack parts, StartLog log)
            throws IOException {
        CompletableFuture<EmbeddedKafka> kafka = SideBySide.start(() -> {
            EmbeddedKafka started =
                    log.part("Kafka", () -> parts.add(EmbeddedKafka.start(data.resolve("kafka"), config.kafkaPort())));
            started.createTopics(Topics.ALL, config.partitions());
            return started;
        });
        CompletableFuture<EmbeddedDatabase> postgres = SideBySide.start(() -> log.part(
                "PostgreSQL",
                () -> parts.add(EmbeddedDatabase.start(data.resolve("postgres"), config.postgresPort()))));
        CompletableFuture<PostgresStore> store = SideBySide.after(
                postgres,
                () -> log.part("tables", () -> migrated(parts.add(PostgresStore.open(reach(postgres.join()))))));
        SideBySide.await(kafka, postgres, store);
        return new Storage(kafka.join(), reach(postgres.join()), store.join());
    }

    private static PostgresConfig reach(EmbeddedDatabase database) {
        return new PostgresConfig(database.jdbcUrl(), database.user(), null, CONNECTIONS);
    }

    private static PostgresStore migrated(PostgresStore store) throws IOException {
        try {
            store.migrate();
            return store;
        } catch (SQLException e) {
            throw new IOException("the tables cannot be brought up to date: " + e.getMessage(), e);
        }
    }
}
