package io.tachograph.config;

import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How an existing Kafka is reached. */
public record KafkaSection(
        @Key(
                value = "brokers, `host:port` separated by commas; `--kafka` takes precedence",
                byDefault = "${KAFKA_BOOTSTRAP_SERVERS:}")
        @Nullable
        String bootstrapServers,

        @Key(
                value = "Java properties file with further client properties, as Kafka's own tools take it",
                byDefault = "${KAFKA_PROPERTIES_FILE:}")
        @Nullable
        Path propertiesFile,

        @Key(
                value = "client properties by Kafka's names, such as `security.protocol`; unknown ones are refused",
                byDefault = "{}")
        @JsonDeserialize(contentUsing = ScalarText.class)
        Map<String, String> properties) {
    public KafkaSection {
        properties = Map.copyOf(properties);
    }

    /** Without the properties, which may hold secrets. */
    @Override
    public String toString() {
        return "KafkaSection[" + bootstrapServers + ", " + propertiesFile + "]";
    }
}
