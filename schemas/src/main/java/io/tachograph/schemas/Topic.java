package io.tachograph.schemas;

import java.time.Duration;
import java.util.Map;

/**
 * A Kafka topic.
 *
 * @param name its name
 * @param settings topic-level settings of Kafka, by their Kafka names
 */
public record Topic(String name, Map<String, String> settings) {
    public Topic {
        settings = Map.copyOf(settings);
    }

    /** The broker stamps each record on append, so that a client's clock can be checked against it. */
    static Topic keptForDays(String name, int days) {
        return new Topic(
                name,
                Map.of(
                        "retention.ms",
                        Long.toString(Duration.ofDays(days).toMillis()),
                        "message.timestamp.type",
                        "LogAppendTime"));
    }

    static Topic compacted(String name) {
        return new Topic(name, Map.of("cleanup.policy", "compact", "message.timestamp.type", "LogAppendTime"));
    }
}
