package io.tachograph.standalone.gateway;

import io.tachograph.kafka.KafkaAccess;
import io.tachograph.kafka.KafkaFailure;
import io.tachograph.schemas.Topics;
import io.tachograph.schemas.avro.RequestWindow;
import io.tachograph.schemas.codec.RecordDecoder;
import io.tachograph.schemas.codec.UnreadableRecordException;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads what the stream jobs have found of the probes, so that the gateway knows of targets that fail before its own
 * requests do. While Kafka is away, or nothing probes, it knows nothing against any target. Thread-safe.
 */
public final class ProbeWatch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ProbeWatch.class);
    private static final Duration POLL = Duration.ofSeconds(1);
    private static final Duration AGAIN = Duration.ofSeconds(5);

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final RecordDecoder decoder = new RecordDecoder();
    private final ProbeFindings findings = new ProbeFindings();
    private final CountDownLatch ended = new CountDownLatch(1);
    private final Thread thread = new Thread(this::read, "gateway-probes");
    private String trouble = "";

    private ProbeWatch(KafkaConsumer<byte[], byte[]> consumer) {
        this.consumer = consumer;
    }

    /** @throws IOException in one sentence, when the client's settings cannot be right */
    public static ProbeWatch start(KafkaAccess kafka) throws IOException {
        try {
            ProbeWatch watch = new ProbeWatch(new KafkaConsumer<>(
                    kafka.consumer(Map.of(
                            ConsumerConfig.CLIENT_ID_CONFIG,
                            kafka.clientId("tachograph-gateway-probes"),
                            ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG,
                            "false")),
                    new ByteArrayDeserializer(),
                    new ByteArrayDeserializer()));
            watch.thread.setDaemon(true);
            watch.thread.start();
            return watch;
        } catch (KafkaException e) {
            throw new IOException(KafkaFailure.sentence(kafka, e), e);
        }
    }

    /** Whether all of the newest probes of a target have failed, by its slug. Does not block. */
    public boolean isFailing(String target) {
        return findings.isFailing(target, System.currentTimeMillis());
    }

    private void read() {
        try (consumer) {
            while (ended.getCount() > 0) {
                try {
                    readNext();
                } catch (WakeupException e) {
                    return;
                } catch (KafkaException e) {
                    say(String.valueOf(e.getMessage()));
                    pause();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (WakeupException e) {
            LOG.debug("The end came while it was closed.", e);
        }
    }

    private void readNext() throws InterruptedException {
        if (consumer.assignment().isEmpty() && !assign()) {
            say("there is no topic " + Topics.REQUEST_WINDOWS.name());
            pause();
            return;
        }
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
            take(record.value());
        }
    }

    private void pause() throws InterruptedException {
        boolean unused = ended.await(AGAIN.toMillis(), TimeUnit.MILLISECONDS);
    }

    private boolean assign() {
        List<TopicPartition> partitions = consumer.partitionsFor(Topics.REQUEST_WINDOWS.name()).stream()
                .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToEnd(partitions);
        return !partitions.isEmpty();
    }

    private void take(byte[] value) {
        try {
            if (decoder.decode(value) instanceof RequestWindow window) {
                findings.take(window);
            }
        } catch (UnreadableRecordException e) {
            say("a window could not be read: " + e.getMessage());
        }
    }

    /** Each trouble once. */
    private void say(String what) {
        if (!trouble.equals(what)) {
            LOG.warn("What probes find of targets is not known: {}", what);
            trouble = what;
        }
    }

    @Override
    public void close() {
        ended.countDown();
        consumer.wakeup();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
