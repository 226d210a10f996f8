package io.tachograph.collectors.publish;

import io.tachograph.schemas.avro.Heartbeat;
import io.tachograph.schemas.avro.RequestTiming;
import org.apache.avro.specific.SpecificRecord;

/**
 * Publishes to Kafka with an idempotent producer: acknowledged by all in-sync replicas, in order within a target,
 * written once however often the client has to repeat itself. A bounded buffer stands before it; see
 * {@link PublisherCounters} for what becomes of every event. Thread-safe.
 */
public final class KafkaPublisher implements EventPublisher, AutoCloseable {
    private final BufferedPublisher buffer;

    private KafkaPublisher(BufferedPublisher buffer) {
        this.buffer = buffer;
    }

    /**
     * Begins at once; brokers that cannot be reached show in the counters, not here.
     *
     * @throws org.apache.kafka.common.KafkaException when the settings cannot be right
     */
    public static KafkaPublisher start(KafkaSettings settings) {
        return new KafkaPublisher(BufferedPublisher.start(
                "tachograph-publisher-" + settings.clientId(),
                KafkaSender.of(settings),
                settings.capacity(),
                settings.closeLimit()));
    }

    @Override
    public void publish(RequestTiming timing) {
        buffer.publish(timing);
    }

    @Override
    public void publish(Heartbeat heartbeat) {
        buffer.publish(heartbeat);
    }

    /**
     * Publishes a reading or an assignment on its topic, like {@link #publish(RequestTiming)}.
     *
     * @throws IllegalArgumentException when records of this type have no topic
     */
    public void publish(SpecificRecord event) {
        buffer.publish(event);
    }

    public PublisherCounters counters() {
        return buffer.counters();
    }

    /** Sends what is buffered within the settings' time limit; what cannot be sent is counted as failed. */
    @Override
    public void close() {
        buffer.close();
    }
}
