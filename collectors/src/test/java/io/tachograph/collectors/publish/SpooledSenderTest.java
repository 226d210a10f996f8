package io.tachograph.collectors.publish;

import static org.assertj.core.api.Assertions.assertThat;

import io.tachograph.schemas.Topics;
import io.tachograph.schemas.avro.RequestTiming;
import io.tachograph.schemas.codec.RecordDecoder;
import io.tachograph.schemas.codec.UnreadableRecordException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On a producer that acknowledges and refuses when a test says so. */
class SpooledSenderTest {
    private final MockProducer<String, byte[]> producer =
            new MockProducer<>(false, null, new StringSerializer(), new ByteArraySerializer());

    @TempDir
    Path directory;

    @Test
    void eventThatKafkaRefuses_isSentAgain_withAllBehindIt_inOrder() throws Exception {
        SpooledSender sender = sender();
        publish(sender, 0, 3);
        Awaitility.await().until(() -> producer.history().size() == 3);

        assertThat(producer.completeNext()).isTrue();
        assertThat(producer.errorNext(new TopicAuthorizationException("no"))).isTrue();
        Awaitility.await().until(() -> sender.counters().complaint() != null);
        assertThat(sender.counters().complaint())
                .contains(Topics.REQUEST_TIMINGS.name())
                .contains("no");
        // The third is acknowledged by the flush of starting over.
        Awaitility.await().until(() -> producer.history().size() == 5);
        while (producer.completeNext()) {
            // All that is in flight.
        }
        Awaitility.await().until(() -> sender.counters().pending() == 0);

        assertThat(numbers()).containsExactly(0L, 1L, 2L, 1L, 2L);
        assertThat(sender.counters()).isEqualTo(new SpoolCounters(0, 0, 0, 0, null));
        sender.close(Duration.ZERO);
    }

    @Test
    void eventThatIsTooLarge_isLeftOutAndCountedOnce() throws Exception {
        SpooledSender sender = sender();
        publish(sender, 0, 3);
        Awaitility.await().until(() -> producer.history().size() == 3);

        assertThat(producer.completeNext()).isTrue();
        assertThat(producer.errorNext(new RecordTooLargeException("too large"))).isTrue();
        assertThat(producer.completeNext()).isTrue();
        Awaitility.await().until(() -> sender.counters().pending() == 0);

        assertThat(sender.counters().rejected()).isEqualTo(1);
        assertThat(numbers()).containsExactly(0L, 1L, 2L);
        sender.close(Duration.ZERO);
    }

    @Test
    void closing_leavesWhatKafkaHasNotAcknowledged_toTheNextProcess() throws Exception {
        SpooledSender sender = sender();
        publish(sender, 0, 4);
        Awaitility.await().until(() -> producer.history().size() == 4);
        assertThat(producer.completeNext()).isTrue();
        Awaitility.await().until(() -> sender.counters().pending() == 3);
        sender.close(Duration.ZERO);

        try (Spool spool = Spool.open(directory, 1 << 20)) {
            assertThat(spool.pending()).isEqualTo(3);
        }
    }

    private SpooledSender sender() throws IOException {
        return SpooledSender.start("test-spool", Spool.open(directory, 1 << 20), new KafkaSender(producer));
    }

    private static void publish(SpooledSender sender, int from, int to) {
        LongStream.range(from, to)
                .forEach(i -> sender.send(
                        "t",
                        Events.timing("t", i),
                        failure -> assertThat(failure).isNull()));
    }

    private List<Long> numbers() throws UnreadableRecordException {
        RecordDecoder decoder = new RecordDecoder();
        List<Long> numbers = new ArrayList<>();
        for (ProducerRecord<String, byte[]> record : producer.history()) {
            numbers.add(((RequestTiming) decoder.decode(record.value())).getSentAtMicros());
        }
        return numbers;
    }
}
