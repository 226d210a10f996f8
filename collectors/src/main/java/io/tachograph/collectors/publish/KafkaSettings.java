package io.tachograph.collectors.publish;

import java.time.Duration;
import java.util.Map;

/**
 * @param bootstrapServers Kafka brokers, {@code host:port} separated by commas
 * @param clientId name of this producer at the brokers and in their logs
 * @param capacity events that may be pending before the newest are dropped
 * @param closeLimit how long closing may take
 * @param producer further settings of the Kafka producer by their Kafka names, for instance for security; they may not
 *     weaken its guarantees
 */
public record KafkaSettings(
        String bootstrapServers, String clientId, int capacity, Duration closeLimit, Map<String, String> producer) {
    public KafkaSettings {
        if (bootstrapServers.isBlank()) {
            throw new IllegalArgumentException("bootstrapServers is empty");
        }
        if (capacity < 1) {
            throw new IllegalArgumentException("capacity is " + capacity + ", but must be at least 1");
        }
        if (closeLimit.isNegative()) {
            throw new IllegalArgumentException("closeLimit must not be negative");
        }
        producer = Map.copyOf(producer);
        for (String fixed : KafkaSender.FIXED) {
            if (producer.containsKey(fixed)) {
                throw new IllegalArgumentException("producer setting " + fixed + " is fixed and cannot be changed");
            }
        }
    }

    /** 50,000 pending events, 5 s to close. */
    public static KafkaSettings of(String bootstrapServers, String clientId) {
        return new KafkaSettings(bootstrapServers, clientId, 50_000, Duration.ofSeconds(5), Map.of());
    }

    /** Without the producer's settings, which may hold secrets. */
    @Override
    public String toString() {
        return "KafkaSettings[" + bootstrapServers + ", " + clientId + "]";
    }
}
