package io.tachograph.collectors.publish;

import java.io.IOException;
import java.nio.file.Path;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/**
 * Publishes to Kafka with an idempotent producer: acknowledged by all in-sync replicas, in order within a target,
 * written once however often the client has to repeat itself. A bounded buffer stands before it; see
 * {@link PublisherCounters} for what becomes of every event. Thread-safe.
 */
public final class KafkaPublisher implements EventPublisher, AutoCloseable {
    private final BufferedPublisher buffer;
    private final @Nullable SpooledSender spool;

    private KafkaPublisher(String threadName, KafkaSettings settings, EventSender sender) {
        this.buffer = BufferedPublisher.start(threadName, sender, settings.capacity(), settings.closeLimit());
        this.spool = sender instanceof SpooledSender spooled ? spooled : null;
    }

    /**
     * Begins at once; brokers that cannot be reached show in the counters, not here.
     *
     * @throws org.apache.kafka.common.KafkaException when the settings cannot be right
     */
    public static KafkaPublisher start(KafkaSettings settings) {
        return new KafkaPublisher(threadName(settings), settings, KafkaSender.of(settings));
    }

    /**
     * Like {@link #start}, with a spool on disk between the buffer and Kafka: events outlive a Kafka that is away and the
     * death of this process. In the counters an event is acknowledged when it is in the spool; what becomes of it then
     * is in {@link #spool()}. After a failure events may be sent twice, in order; what cannot be sent before closing
     * stays in the spool.
     *
     * @param directory the spool's own, created if need be; what an earlier process left there is sent first
     * @param limitBytes that the spool may take; beyond it the oldest events are lost and counted
     * @throws IOException in one sentence, when the directory cannot be used
     * @throws org.apache.kafka.common.KafkaException when the settings cannot be right
     */
    public static KafkaPublisher spooled(KafkaSettings settings, Path directory, long limitBytes) throws IOException {
        Spool spool = Spool.open(directory, limitBytes);
        try {
            KafkaSender kafka = KafkaSender.of(settings);
            return new KafkaPublisher(
                    threadName(settings), settings, SpooledSender.start(threadName(settings) + "-spool", spool, kafka));
        } catch (RuntimeException e) {
            spool.close();
            throw e;
        }
    }

    private static String threadName(KafkaSettings settings) {
        return "tachograph-publisher-" + settings.clientId();
    }

    @Override
    public void publish(SpecificRecord event) {
        buffer.publish(event);
    }

    public PublisherCounters counters() {
        return buffer.counters();
    }

    /** What became of the events in the spool; null without one. */
    public @Nullable SpoolCounters spool() {
        return spool == null ? null : spool.counters();
    }

    /** Sends what is buffered within the settings' time limit; what cannot be sent is counted as failed. */
    @Override
    public void close() {
        buffer.close();
    }
}
