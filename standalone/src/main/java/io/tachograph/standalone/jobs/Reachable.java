package io.tachograph.standalone.jobs;

import io.tachograph.kafka.KafkaAccess;
import io.tachograph.kafka.KafkaAdmin;
import io.tachograph.schemas.Topic;
import io.tachograph.schemas.Topics;
import io.tachograph.store.CheckResult;
import io.tachograph.store.postgres.PostgresConfig;
import io.tachograph.store.postgres.PostgresStore;
import java.io.IOException;
import java.time.Duration;

/** Whether Kafka and the database are there, before anything that would retry for ever is started. */
public final class Reachable {
    private static final Duration PATIENCE_OF_KAFKA = Duration.ofSeconds(10);
    /** A database on a machine that is busy, with us for example, takes its time to let the first connection in. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private Reachable() {}

    /** @throws IOException in one sentence that names what is missing */
    static void check(KafkaAccess kafka, PostgresConfig database) throws IOException, InterruptedException {
        kafka(kafka);
        database(database);
    }

    /** @throws IOException in one sentence, when it does not answer or was not migrated */
    public static void database(PostgresConfig database) throws IOException {
        database(database, PATIENCE);
    }

    /** @param patience how long each of its answers is waited for */
    static void database(PostgresConfig database, Duration patience) throws IOException {
        CheckResult result = PostgresStore.check(database, patience);
        if (!result.ok()) {
            throw new IOException(String.valueOf(result.detail()));
        }
    }

    /** @throws IOException in one sentence, when it does not answer, refuses us or lacks a topic */
    public static void kafka(KafkaAccess kafka) throws IOException, InterruptedException {
        kafka(kafka, PATIENCE_OF_KAFKA);
    }

    static void kafka(KafkaAccess kafka, Duration patience) throws IOException, InterruptedException {
        try (KafkaAdmin admin = KafkaAdmin.open(kafka, patience)) {
            admin.require(Topics.ALL.stream().map(Topic::name).toList());
        }
    }
}
