package io.tachograph.schemas;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Map;

/**
 * A Kafka topic.
 *
 * @param name its name
 * @param settings topic-level settings of Kafka, by their Kafka names
 */
public record Topic(String name, Map<String, String> settings) {
    /** Kafka deletes and compacts whole closed segments only; by default one of a quiet topic stays open for a week. */
    private static final String SEGMENT_MILLIS =
            Long.toString(Duration.ofHours(6).toMillis());

    public Topic {
        settings = Map.copyOf(settings);
    }

    /** The broker stamps each record on append, so that a client's clock can be checked against it. */
    static Topic keptForDays(String name, int days) {
        return new Topic(
                name,
                Map.of(
                        "segment.ms",
                        SEGMENT_MILLIS,
                        "retention.ms",
                        Long.toString(Duration.ofDays(days).toMillis()),
                        "message.timestamp.type",
                        "LogAppendTime"));
    }

    /** How long records are kept, at least. Of topics that keep the newest of each key for ever, for ever. */
    public Duration retention() {
        String millis = settings.get("retention.ms");
        return millis == null ? ChronoUnit.FOREVER.getDuration() : Duration.ofMillis(Long.parseLong(millis));
    }

    static Topic compacted(String name) {
        return new Topic(
                name,
                Map.of(
                        "cleanup.policy", "compact",
                        "segment.ms", SEGMENT_MILLIS,
                        "message.timestamp.type", "LogAppendTime"));
    }
}
