package io.tachograph.kafka;

import io.tachograph.config.ConfigException;
import io.tachograph.config.KafkaSection;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.jspecify.annotations.Nullable;

/**
 * How every client of ours reaches Kafka. Immutable.
 *
 * @param bootstrapServers {@code host:port} separated by commas
 * @param properties of Kafka's clients by Kafka's names, such as {@code security.protocol}; may hold secrets
 */
public record KafkaAccess(String bootstrapServers, Map<String, String> properties) {
    private static final Pattern HOST_AND_PORT = Pattern.compile(".+:[0-9]{1,5}");

    public KafkaAccess {
        for (String server : bootstrapServers.split(",", -1)) {
            if (!HOST_AND_PORT.matcher(server.strip()).matches()) {
                throw new IllegalArgumentException("'" + bootstrapServers
                        + "' must be HOST:PORT of a Kafka broker, or several of them separated by commas");
            }
        }
        properties = Map.copyOf(properties);
        properties.forEach((name, value) -> {
            String complaint = ClientProperties.complaint(name, value);
            if (complaint != null) {
                throw new IllegalArgumentException(name + ": " + complaint);
            }
        });
    }

    /** Without encryption or credentials, as within one machine. */
    public static KafkaAccess plain(String bootstrapServers) {
        return new KafkaAccess(bootstrapServers, Map.of());
    }

    /**
     * What the configuration says.
     *
     * @param servers brokers that a command line names; they take precedence over the configuration's
     * @throws ConfigException when none is named, or a property is unknown, fixed or wrong
     */
    public static KafkaAccess of(KafkaSection section, @Nullable String servers) throws ConfigException {
        Map<String, String> properties = ClientProperties.of(section);
        String inFile = properties.remove(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG);
        String configured = section.bootstrapServers() != null ? section.bootstrapServers() : inFile;
        String named = servers != null ? servers : configured;
        if (named == null || named.isBlank()) {
            throw new ConfigException(
                    "no Kafka is named: give --kafka HOST:PORT, kafka.bootstrap-servers or KAFKA_BOOTSTRAP_SERVERS");
        }
        try {
            return new KafkaAccess(named, properties);
        } catch (IllegalArgumentException e) {
            throw new ConfigException(String.valueOf(e.getMessage()));
        }
    }

    /** Properties of an admin client. How long it is waited for is up to who asks: its own time-outs are the user's. */
    public Properties admin() {
        return client(AdminClientConfig.configNames(), Map.of());
    }

    /** Properties of a consumer. {@code ours} are settings that {@link #properties} may change. */
    public Properties consumer(Map<String, String> ours) {
        return client(ConsumerConfig.configNames(), ours);
    }

    /**
     * Properties of a producer. {@code ours} are settings that {@link #properties} may change.
     *
     * <p>One request in flight unless they say otherwise: of several, a later one can be taken where the first was refused, as
     * while leaders change, and then the first one's records are lost, idempotence or not (KAFKA-15591; Kafka 4.3 and before).
     */
    public Properties producer(Map<String, String> ours) {
        Map<String, String> all = new HashMap<>(ours);
        all.putIfAbsent(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, "1");
        return client(ProducerConfig.configNames(), all);
    }

    /** A client is given only what it knows: it warns of everything else. */
    private Properties client(Set<String> known, Map<String, String> ours) {
        Properties all = new Properties();
        all.putAll(ours);
        properties.forEach((name, value) -> {
            if (known.contains(name) || ClientProperties.isOfProvider(name)) {
                all.setProperty(name, value);
            }
        });
        all.setProperty(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        return all;
    }

    /** The {@code client.id} among the properties, or ours; for clients that append a number to it. */
    public String clientId(String ours) {
        return properties.getOrDefault(CommonClientConfigs.CLIENT_ID_CONFIG, ours);
    }

    /** {@code PLAINTEXT}, {@code SSL}, {@code SASL_PLAINTEXT} or {@code SASL_SSL}. */
    String securityProtocol() {
        return properties.getOrDefault(
                CommonClientConfigs.SECURITY_PROTOCOL_CONFIG, CommonClientConfigs.DEFAULT_SECURITY_PROTOCOL);
    }

    /** Without the properties, which may hold secrets. */
    @Override
    public String toString() {
        return bootstrapServers;
    }
}
