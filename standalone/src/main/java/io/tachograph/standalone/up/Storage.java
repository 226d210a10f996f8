package io.tachograph.standalone.up;

import io.tachograph.config.StorageSection;
import io.tachograph.embedded.kafka.EmbeddedKafka;
import io.tachograph.embedded.postgres.EmbeddedDatabase;
import io.tachograph.schemas.Topics;
import io.tachograph.store.postgres.PostgresConfig;
import io.tachograph.store.postgres.PostgresStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

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
        CompletableFuture<EmbeddedKafka> kafka = CompletableFuture.supplyAsync(() -> unchecked(() -> {
            EmbeddedKafka started =
                    log.part("Kafka", () -> parts.add(EmbeddedKafka.start(data.resolve("kafka"), config.kafkaPort())));
            started.createTopics(Topics.ALL, config.partitions());
            return started;
        }));
        CompletableFuture<EmbeddedDatabase> postgres = CompletableFuture.supplyAsync(() -> unchecked(() -> log.part(
                "PostgreSQL",
                () -> parts.add(EmbeddedDatabase.start(data.resolve("postgres"), config.postgresPort())))));
        try {
            CompletableFuture.allOf(kafka, postgres).join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof UncheckedIOException io ? io.getCause() : new IOException(e.getCause());
        }
        EmbeddedDatabase database = postgres.join();
        PostgresConfig reach = new PostgresConfig(database.jdbcUrl(), database.user(), null, CONNECTIONS);
        PostgresStore store = parts.add(PostgresStore.open(reach));
        log.part("tables", () -> {
            try {
                store.migrate();
                return store;
            } catch (SQLException e) {
                throw new IOException("the tables cannot be brought up to date: " + e.getMessage(), e);
            }
        });
        return new Storage(kafka.join(), reach, store);
    }

    private static <T> T unchecked(StartLog.Start<T> start) {
        try {
            return start.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
