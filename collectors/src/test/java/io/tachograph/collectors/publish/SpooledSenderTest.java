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
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.stream.LongStream;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
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
        assertThat(producer.errorNext(new TopicAuthorizationException("secret")))
                .isTrue();
        Awaitility.await().until(() -> sender.counters().complaint() != null);
        assertThat(sender.counters().complaint())
                .isEqualTo("Kafka does not let this client write to " + Topics.REQUEST_TIMINGS.name()
                        + ": grant it WRITE there");
        assertThat(producer.completeNext()).as("what was in flight").isTrue();
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
    void topicThatKafkaDoesNotHave_holdsUpNoOther() throws Exception {
        // As the producer does: it blocks for max.block.ms, and then throws.
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch blocks = new CountDownLatch(1);
        MockProducer<String, byte[]> lacking =
                new MockProducer<>(true, null, new StringSerializer(), new ByteArraySerializer()) {
                    @Override
                    @SuppressWarnings("UnsynchronizedOverridesSynchronized") // A topic that waits blocks no other.
                    public Future<RecordMetadata> send(ProducerRecord<String, byte[]> record, Callback callback) {
                        if (record.topic().equals(Topics.GPU_SAMPLES.name())) {
                            asked.countDown();
                            await(blocks);
                            throw new TimeoutException(
                                    "Topic not present in metadata", new UnknownTopicOrPartitionException());
                        }
                        return super.send(record, callback);
                    }
                };
        SpooledSender sender =
                SpooledSender.start("test-spool", Spool.open(directory, 1 << 20), new KafkaSender(lacking));
        sender.send("gpu", Events.gpu("gpu"), failure -> assertThat(failure).isNull());
        asked.await();

        publish(sender, 0, 3);
        Awaitility.await().until(() -> lacking.history().size() == 3);
        blocks.countDown();
        Awaitility.await().until(() -> sender.counters().complaint() != null);

        assertThat(sender.counters())
                .isEqualTo(new SpoolCounters(
                        1,
                        0,
                        0,
                        0,
                        "Kafka has no topic " + Topics.GPU_SAMPLES.name()
                                + ", or hides it from this client: `tachograph topics` creates it"));
        sender.close(Duration.ZERO);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
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
            assertThat(spool.sum(TopicSpool::pending)).isEqualTo(3);
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
