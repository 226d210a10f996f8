package io.tachograph.standalone.chaos;

import io.tachograph.embedded.kafka.TopicReader;
import io.tachograph.kafka.KafkaAccess;
import io.tachograph.schemas.Topics;
import io.tachograph.standalone.truth.Scenario;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/** Sends the messages of a scenario, evenly, and no more of them than it was allowed; heartbeats between them. */
final class Production implements AutoCloseable {
    private static final int HEARTBEAT_EVERY = 500;
    /** How much later than it finished a record of the scenario may be sent. */
    private static final long DISORDER_MILLIS = 1_500;

    private final KafkaAccess brokers;
    private final List<Scenario.Message> messages;
    private final long pauseNanos;
    private final Semaphore allowed = new Semaphore(0);
    private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();
    private final Thread thread = new Thread(this::run, "production");
    private volatile boolean hurried;

    /** @param perSecond messages sent in a second, until the rest is asked for */
    Production(KafkaAccess brokers, List<Scenario.Message> messages, int perSecond) {
        this.brokers = brokers;
        this.messages = messages;
        this.pauseNanos = TimeUnit.SECONDS.toNanos(1) / perSecond;
        thread.setDaemon(true);
        thread.start();
    }

    /** So many more may be sent. */
    void allow(int more) {
        allowed.release(more);
    }

    /** Sends what is left at once, and returns when Kafka has confirmed every message. */
    void finish() throws Exception {
        hurried = true;
        allowed.release(messages.size());
        thread.join();
        Exception failed = failure.get();
        if (failed != null) {
            throw new AssertionError("a message was not confirmed", failed);
        }
    }

    private void run() {
        try (KafkaProducer<byte[], byte[]> producer = TopicReader.producer(brokers)) {
            for (int i = 0; i < messages.size(); i++) {
                allowed.acquire();
                Scenario.Message message = messages.get(i);
                var unused = producer.send(
                        new ProducerRecord<>(
                                Topics.REQUEST_TIMINGS.name(),
                                message.key().getBytes(StandardCharsets.UTF_8),
                                message.value()),
                        (where, failed) -> {
                            if (failed != null) {
                                failure.compareAndSet(null, failed);
                            }
                        });
                if (i % HEARTBEAT_EVERY == 0) {
                    // A heartbeat says that all before it was sent.
                    producer.flush();
                    TopicReader.heartbeats(brokers, message.atMillis() - DISORDER_MILLIS);
                }
                if (!hurried) {
                    TimeUnit.NANOSECONDS.sleep(pauseNanos);
                }
            }
        } catch (InterruptedException | RuntimeException e) {
            failure.compareAndSet(null, e);
        }
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
