package io.tachograph.collectors.publish;

import io.tachograph.kafka.KafkaAccess;
import java.time.Duration;

/**
 * How a publisher sends to Kafka.
 *
 * @param kafka how the brokers are reached
 * @param clientId name of this producer at the brokers and in their logs
 * @param capacity events that may be pending before the newest are dropped
 * @param closeLimit how long closing may take
 */
public record KafkaSettings(KafkaAccess kafka, String clientId, int capacity, Duration closeLimit) {
    public KafkaSettings {
        if (capacity < 1) {
            throw new IllegalArgumentException("capacity is " + capacity + ", but must be at least 1");
        }
        if (closeLimit.isNegative()) {
            throw new IllegalArgumentException("closeLimit must not be negative");
        }
    }

    /** 50,000 pending events, 5 s to close. */
    public static KafkaSettings of(KafkaAccess kafka, String clientId) {
        return new KafkaSettings(kafka, clientId, 50_000, Duration.ofSeconds(5));
    }
}
