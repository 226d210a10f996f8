package io.tachograph.kafka;

import io.tachograph.config.ConfigException;
import io.tachograph.config.KafkaSection;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.jspecify.annotations.Nullable;

/** Which properties of Kafka's clients may be set, and where they are read from. */
final class ClientProperties {
    /** What exactness rests on, or what this program names itself; with the values that change nothing. */
    private static final Map<String, List<String>> FIXED = Map.ofEntries(
            Map.entry(ProducerConfig.ACKS_CONFIG, List.of("all", "-1")),
            Map.entry(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, List.of("true")),
            Map.entry(ProducerConfig.PARTITIONER_IGNORE_KEYS_CONFIG, List.of("false")),
            Map.entry(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, List.of("false")),
            Map.entry(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, List.of()),
            Map.entry(AdminClientConfig.BOOTSTRAP_CONTROLLERS_CONFIG, List.of()),
            Map.entry(ProducerConfig.TRANSACTIONAL_ID_CONFIG, List.of()),
            Map.entry(ProducerConfig.PARTITIONER_CLASS_CONFIG, List.of()),
            Map.entry(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, List.of()),
            Map.entry(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, List.of()),
            Map.entry(ConsumerConfig.GROUP_ID_CONFIG, List.of()),
            Map.entry(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, List.of()),
            Map.entry(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, List.of()),
            Map.entry(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, List.of()));

    private static final List<ConfigDef> CLIENTS =
            List.of(AdminClientConfig.configDef(), ProducerConfig.configDef(), ConsumerConfig.configDef());

    private ClientProperties() {}

    /**
     * Those of the section and of its file, which may name {@code bootstrap.servers} as well.
     *
     * @return may be changed
     */
    static Map<String, String> of(KafkaSection section) throws ConfigException {
        check("kafka.properties.", section.properties());
        for (String name : section.properties().keySet()) {
            if (name.startsWith(AbstractConfig.CONFIG_PROVIDERS_CONFIG)) {
                // Here ${provider:key} would be the environment variable of that name, with a default.
                throw new ConfigException("kafka.properties." + name
                        + ": Kafka's config providers work in kafka.properties-file only; here ${NAME} is the"
                        + " environment variable NAME");
            }
        }
        Map<String, String> all = new HashMap<>(section.properties());
        Path file = section.propertiesFile();
        if (file != null) {
            Map<String, String> said = read(file);
            String servers = said.remove(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG);
            check(file + ": ", said);
            for (Map.Entry<String, String> property : said.entrySet()) {
                if (all.putIfAbsent(property.getKey(), property.getValue()) != null) {
                    throw new ConfigException("kafka.properties." + property.getKey() + ": is in " + file + " as well");
                }
            }
            if (servers != null) {
                all.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, servers);
            }
        }
        return all;
    }

    private static Map<String, String> read(Path file) throws ConfigException {
        Properties said = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            said.load(reader);
        } catch (IOException | IllegalArgumentException e) {
            throw new ConfigException("kafka.properties-file: " + file + " cannot be read as Java properties: " + e);
        }
        Map<String, String> all = new HashMap<>();
        said.stringPropertyNames().forEach(name -> all.put(name, said.getProperty(name)));
        return all;
    }

    private static void check(String place, Map<String, String> properties) throws ConfigException {
        for (Map.Entry<String, String> property : properties.entrySet()) {
            String complaint = complaint(property.getKey(), property.getValue());
            if (complaint != null) {
                throw new ConfigException(place + property.getKey() + ": " + complaint);
            }
        }
    }

    /** What is wrong with a property, null when nothing is. Values that a provider has yet to resolve are not judged. */
    static @Nullable String complaint(String name, String value) {
        List<String> harmless = FIXED.get(name);
        if (harmless != null && !harmless.contains(value.strip())) {
            String only = harmless.isEmpty() ? "" : " to '" + harmless.get(0) + "'";
            return "is set by Tachograph" + only + " and cannot be changed";
        }
        if (isOfProvider(name)) {
            return null;
        }
        List<ConfigDef.ConfigKey> keys = CLIENTS.stream()
                .map(client -> client.configKeys().get(name))
                .filter(Objects::nonNull)
                .toList();
        if (keys.isEmpty()) {
            return "is no property of Kafka's clients";
        }
        return value.contains("${") ? null : complaint(keys.get(0), value);
    }

    private static @Nullable String complaint(ConfigDef.ConfigKey key, String value) {
        try {
            Object parsed = ConfigDef.parseType(key.name, value, key.type);
            if (key.validator != null) {
                key.validator.ensureValid(key.name, parsed);
            }
            return null;
        } catch (org.apache.kafka.common.config.ConfigException e) {
            return e.getMessage();
        }
    }

    /** Whether it names or sets up a provider of secrets, Kafka's own or another. */
    static boolean isOfProvider(String name) {
        return name.startsWith(AbstractConfig.CONFIG_PROVIDERS_CONFIG + ".");
    }
}
