package io.tachograph.standalone.upgrade;

import io.tachograph.jobs.PipelineConfig;
import io.tachograph.jobs.catalog.RequestWindowsJob;
import io.tachograph.schemas.Topics;
import io.tachograph.standalone.TopicReader;
import io.tachograph.standalone.kafka.EmbeddedKafka;
import io.tachograph.standalone.postgres.EmbeddedDatabase;
import io.tachograph.standalone.truth.Scenario;
import io.tachograph.standalone.truth.StoredWindows;
import io.tachograph.store.postgres.PostgresConfig;
import io.tachograph.store.postgres.PostgresStore;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;

/** A Kafka and a database, and the job between them with the settings that it was recorded with. */
record Servers(EmbeddedKafka kafka, EmbeddedDatabase database) implements AutoCloseable {
    static Servers start(Path directory) throws Exception {
        EmbeddedKafka kafka = EmbeddedKafka.start(directory.resolve("kafka"), 0);
        Servers servers = new Servers(kafka, EmbeddedDatabase.start(directory.resolve("postgres"), 0));
        kafka.createTopics(Topics.ALL, RecordedRun.PARTITIONS);
        try (PostgresStore store = PostgresStore.open(servers.reach())) {
            store.migrate();
        }
        return servers;
    }

    void define(StreamExecutionEnvironment env) {
        RequestWindowsJob.define(
                env,
                kafka.bootstrapServers(),
                reach(),
                new PipelineConfig(
                        Duration.ofMillis(Scenario.MAX_REQUEST_MILLIS),
                        RecordedRun.OUT_OF_ORDERNESS,
                        Duration.ofHours(1),
                        0,
                        Scenario.SLOS));
    }

    void send(List<Sent> messages) {
        try (KafkaProducer<byte[], byte[]> producer = TopicReader.producer(kafka.bootstrapServers())) {
            for (Sent message : messages) {
                var unused = producer.send(new ProducerRecord<>(
                        Topics.REQUEST_TIMINGS.name(), message.partition(), null, message.value()));
            }
        }
    }

    void heartbeats(long atMillis) {
        TopicReader.heartbeats(kafka.bootstrapServers(), atMillis);
    }

    StoredWindows stored() {
        return new StoredWindows(database.jdbcUrl());
    }

    private PostgresConfig reach() {
        return new PostgresConfig(database.jdbcUrl(), database.user(), null, 1);
    }

    @Override
    public void close() throws IOException {
        database.close();
        kafka.close();
    }
}
