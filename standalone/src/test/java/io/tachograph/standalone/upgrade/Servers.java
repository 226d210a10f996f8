package io.tachograph.standalone.upgrade;

import static org.awaitility.Awaitility.await;

import io.tachograph.embedded.flink.FlinkCluster;
import io.tachograph.embedded.kafka.EmbeddedKafka;
import io.tachograph.embedded.postgres.EmbeddedDatabase;
import io.tachograph.kafka.KafkaAccess;
import io.tachograph.schemas.Topic;
import io.tachograph.schemas.Topics;
import io.tachograph.standalone.truth.StoredWindows;
import io.tachograph.store.postgres.PostgresConfig;
import io.tachograph.store.postgres.PostgresStore;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import org.apache.kafka.clients.admin.Admin;

/** A Kafka, a database and a Flink that several jobs have one after the other. */
record Servers(EmbeddedKafka kafka, EmbeddedDatabase database, FlinkCluster flink, JobClock clock)
        implements AutoCloseable {
    private static final Collection<String> NAMES =
            Topics.ALL.stream().map(Topic::name).toList();

    static Servers start(Path directory) throws Exception {
        JobClock clock = new JobClock();
        Servers servers = new Servers(
                EmbeddedKafka.start(directory.resolve("kafka"), 0),
                EmbeddedDatabase.start(directory.resolve("postgres"), 0),
                FlinkCluster.start(RecordedRun.PARTITIONS, List.of(clock)),
                clock);
        try (PostgresStore store = PostgresStore.open(servers.reach())) {
            store.migrate();
        }
        return servers;
    }

    /** New topics, with nothing on them, and empty tables. */
    void clear(UpgradeCase job) throws Exception {
        try (Admin admin = Admin.create(brokers().admin())) {
            List<String> there = admin.listTopics().names().get().stream()
                    .filter(NAMES::contains)
                    .toList();
            admin.deleteTopics(there).all().get();
            await().until(() -> Collections.disjoint(admin.listTopics().names().get(), NAMES));
            kafka.createTopics(Topics.ALL, RecordedRun.PARTITIONS);
            await().until(() -> admin.listTopics().names().get().containsAll(NAMES));
        }
        clearTables(job);
    }

    void clearTables(UpgradeCase job) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            for (String table : job.tables()) {
                statement.execute("TRUNCATE tachograph." + table);
            }
        }
    }

    KafkaAccess brokers() {
        return kafka.access();
    }

    Connection connect() throws SQLException {
        return DriverManager.getConnection(database.jdbcUrl());
    }

    PostgresConfig reach() {
        return new PostgresConfig(database.jdbcUrl(), database.user(), null, 1);
    }

    StoredWindows windows() {
        return new StoredWindows(database.jdbcUrl());
    }

    @Override
    public void close() throws IOException {
        flink.close();
        database.close();
        kafka.close();
    }
}
