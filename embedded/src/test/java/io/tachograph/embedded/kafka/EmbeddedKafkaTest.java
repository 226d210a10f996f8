package io.tachograph.embedded.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.tachograph.schemas.Topics;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedKafkaTest {
    @TempDir
    private Path directory;

    private static void write(EmbeddedKafka kafka, int records) {
        try (KafkaProducer<byte[], byte[]> producer = TopicReader.producer(kafka.access())) {
            for (int i = 0; i < records; i++) {
                var unused = producer.send(new ProducerRecord<>(
                        Topics.REQUEST_TIMINGS.name(), ("r" + i).getBytes(StandardCharsets.UTF_8)));
            }
        }
    }

    @Test
    void log_goesOnAfterACleanRestart() throws Exception {
        try (EmbeddedKafka kafka = EmbeddedKafka.start(directory, 0)) {
            kafka.createTopics(Topics.ALL, 2);
            write(kafka, 500);
        }
        try (EmbeddedKafka kafka = EmbeddedKafka.start(directory, 0)) {
            kafka.createTopics(Topics.ALL, 2);
            write(kafka, 500);
            assertThat(TopicReader.count(kafka.access(), Topics.REQUEST_TIMINGS))
                    .isEqualTo(1_000);
        }
    }
}
