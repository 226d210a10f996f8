package io.tachograph.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tachograph.config.ConfigException;
import io.tachograph.config.KafkaSection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.config.types.Password;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KafkaAccessTest {
    @TempDir
    private Path directory;

    private KafkaSection section(String file, Map<String, String> properties) throws Exception {
        Path client = directory.resolve("client.properties");
        Files.writeString(client, file);
        return new KafkaSection(null, client, properties);
    }

    @Test
    void clients_getWhatTheyKnow_andOursWhereNothingElseIsSaid() throws Exception {
        KafkaAccess kafka = KafkaAccess.of(
                section("bootstrap.servers=k:9093\nsecurity.protocol=SSL\n", Map.of("linger.ms", "50")), null);

        assertThat(kafka.producer(Map.of("acks", "all", "linger.ms", "5")))
                .isEqualTo(properties(
                        "bootstrap.servers=k:9093",
                        "security.protocol=SSL",
                        "linger.ms=50",
                        "acks=all",
                        "max.in.flight.requests.per.connection=1"));
        assertThat(kafka.consumer(Map.of())).isEqualTo(properties("bootstrap.servers=k:9093", "security.protocol=SSL"));
        assertThat(kafka.admin()).isEqualTo(kafka.consumer(Map.of()));
    }

    @Test
    void brokersOfTheCommandLine_takePrecedence() throws Exception {
        KafkaSection both = section("bootstrap.servers=file:1\n", Map.of());

        assertThat(KafkaAccess.of(both, "line:1").bootstrapServers()).isEqualTo("line:1");
        assertThat(KafkaAccess.of(new KafkaSection("section:1", both.propertiesFile(), Map.of()), null)
                        .bootstrapServers())
                .isEqualTo("section:1");
        assertThatThrownBy(() -> KafkaAccess.of(new KafkaSection(null, null, Map.of()), null))
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith("no Kafka is named: give --kafka HOST:PORT");
    }

    /** The providers are Kafka's; that they work in the properties file is ours to promise. */
    @Test
    void secret_mayStayInAFileThatAProviderReads() throws Exception {
        Path secrets = directory.resolve("secrets.properties");
        Files.writeString(secrets, "key=hush\n");
        KafkaAccess kafka = KafkaAccess.of(section("""
                        config.providers=file
                        config.providers.file.class=org.apache.kafka.common.config.provider.FileConfigProvider
                        ssl.key.password=${file:%s:key}
                        """.formatted(secrets), Map.of()), "k:1");

        Password seen = new AdminClientConfig(kafka.admin()).getPassword("ssl.key.password");

        assertThat(seen.value()).isEqualTo("hush");
        assertThat(kafka.properties().toString()).doesNotContain("hush");
        assertThat(kafka.toString()).isEqualTo("k:1");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    ssl.trustore.location | x    | ssl.trustore.location: is no property of Kafka's clients
                    security.protocol     | SASL | security.protocol: Invalid value SASL for configuration
                    request.timeout.ms    | soon | request.timeout.ms: Invalid value soon for configuration
                    acks                  | 1    | acks: is set by Tachograph to 'all' and cannot be changed
                    enable.auto.commit    | true | enable.auto.commit: is set by Tachograph to 'false' and cannot be changed
                    partitioner.class     | x    | partitioner.class: is set by Tachograph and cannot be changed
                    transactional.id      | x    | transactional.id: is set by Tachograph and cannot be changed
                    group.id              | x    | group.id: is set by Tachograph and cannot be changed
                    """)
    void wrongProperty_isOneSentenceWithItsPlace(String name, String value, String sentence) throws Exception {
        KafkaSection inFile = section(name + "=" + value + "\n", Map.of());
        KafkaSection inSection = new KafkaSection(null, null, Map.of(name, value));

        assertThatThrownBy(() -> KafkaAccess.of(inFile, "k:1"))
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith(inFile.propertiesFile() + ": " + sentence);
        assertThatThrownBy(() -> KafkaAccess.of(inSection, "k:1"))
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith("kafka.properties." + sentence);
        assertThatThrownBy(() -> new KafkaAccess("k:1", Map.of(name, value)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(sentence);
    }

    /** As vendors hand them out for all of Kafka's tools. */
    @Test
    void propertiesThatSayWhatIsSoAnyway_areTaken() throws Exception {
        KafkaAccess kafka = KafkaAccess.of(
                section("acks=-1\nenable.idempotence=true\nenable.auto.commit=false\nclient.id=team-a\n", Map.of()),
                "k:1");

        assertThat(kafka.producer(Map.of("acks", "all", "client.id", "ours")))
                .isEqualTo(properties(
                        "bootstrap.servers=k:1",
                        "acks=-1",
                        "enable.idempotence=true",
                        "client.id=team-a",
                        "max.in.flight.requests.per.connection=1"));
        assertThat(kafka.consumer(Map.of()))
                .isEqualTo(properties("bootstrap.servers=k:1", "enable.auto.commit=false", "client.id=team-a"));
        assertThat(kafka.clientId("ours")).isEqualTo("team-a");
        assertThat(KafkaAccess.plain("k:1").clientId("ours")).isEqualTo("ours");
    }

    /** In the configuration {@code ${vault:key}} is the environment variable {@code vault}. */
    @Test
    void providersInTheSection_areRefused() {
        assertThatThrownBy(
                        () -> KafkaAccess.of(new KafkaSection(null, null, Map.of("config.providers", "vault")), "k:1"))
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith("kafka.properties.config.providers: Kafka's config providers work in"
                        + " kafka.properties-file only");
    }

    @Test
    void propertyInTheFileAndTheSection_isRefused() {
        assertThatThrownBy(() -> KafkaAccess.of(section("linger.ms=1\n", Map.of("linger.ms", "2")), "k:1"))
                .hasMessageStartingWith("kafka.properties.linger.ms: is in ");
    }

    @Test
    void fileThatIsNotThere_isOneSentence() {
        assertThatThrownBy(() -> KafkaAccess.of(new KafkaSection(null, directory.resolve("none"), Map.of()), "k:1"))
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith("kafka.properties-file: ");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"''", "nonsense", "a:1,", "a:1, b"})
    void brokersWithoutPort_areRefused(String servers) {
        assertThatThrownBy(() -> KafkaAccess.plain(servers))
                .hasMessage("'" + servers + "' must be HOST:PORT of a Kafka broker, or several of them separated by"
                        + " commas");
    }

    private static Properties properties(String... lines) {
        Properties all = new Properties();
        for (String line : lines) {
            all.setProperty(line.substring(0, line.indexOf('=')), line.substring(line.indexOf('=') + 1));
        }
        return all;
    }
}
