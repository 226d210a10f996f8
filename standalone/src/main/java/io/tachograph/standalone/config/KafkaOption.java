package io.tachograph.standalone.config;

import io.tachograph.config.ConfigException;
import io.tachograph.config.TachographConfig;
import io.tachograph.kafka.KafkaAccess;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** {@code --kafka}, of every command that speaks to a Kafka that is there already. */
public final class KafkaOption {
    @Option(
            names = "--kafka",
            paramLabel = "HOST:PORT",
            description = "Brokers, comma-separated (default: kafka.bootstrap-servers of the configuration). TLS and"
                    + " credentials come from the configuration or KAFKA_PROPERTIES_FILE.")
    @Nullable
    String servers;

    /** @throws ConfigException when no broker is named, or a client property is unknown or wrong */
    public KafkaAccess in(TachographConfig config) throws ConfigException {
        return KafkaAccess.of(config.kafka(), servers);
    }

    /** Whether the command line or the configuration names brokers. */
    public boolean isNamed(TachographConfig config) {
        return servers != null
                || config.kafka().bootstrapServers() != null
                || config.kafka().propertiesFile() != null;
    }

    public boolean isGiven() {
        return servers != null;
    }
}
