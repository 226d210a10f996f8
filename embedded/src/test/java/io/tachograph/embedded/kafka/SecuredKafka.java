package io.tachograph.embedded.kafka;

import io.tachograph.embedded.ServerCertificate;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A Kafka as a company runs it: TLS, and a name and password by SCRAM. */
public final class SecuredKafka {
    private static final String USER = "tachograph";
    private static final String PASSWORD = "right-password";

    private SecuredKafka() {}

    public static EmbeddedKafka start(Path directory, ServerCertificate certificate) throws IOException {
        Map<String, String> broker = Map.of(
                "sasl.enabled.mechanisms",
                "SCRAM-SHA-256",
                "sasl.mechanism.inter.broker.protocol",
                "SCRAM-SHA-256",
                "listener.name.clients.scram-sha-256.sasl.jaas.config",
                login(PASSWORD),
                "ssl.keystore.type",
                "PKCS12",
                "ssl.keystore.location",
                certificate.keystore().toString(),
                "ssl.keystore.password",
                ServerCertificate.PASSWORD,
                "ssl.truststore.type",
                "PEM",
                "ssl.truststore.location",
                certificate.pem().toString());
        return EmbeddedKafka.start(
                directory,
                0,
                new ClientGate(
                        "SASL_SSL",
                        broker,
                        List.of("SCRAM-SHA-256=[name=" + USER + ",password=" + PASSWORD + "]"),
                        client(certificate, PASSWORD)));
    }

    /** What a client needs that knows a password, which may be wrong. */
    public static Map<String, String> client(ServerCertificate certificate, String password) {
        return Map.of(
                "security.protocol", "SASL_SSL",
                "sasl.mechanism", "SCRAM-SHA-256",
                "sasl.jaas.config", login(password),
                "ssl.truststore.type", "PEM",
                "ssl.truststore.location", certificate.pem().toString());
    }

    /** As a Java properties file. */
    public static String text(Map<String, String> properties) {
        return properties.entrySet().stream()
                .map(property -> property.getKey() + "=" + property.getValue() + "\n")
                .collect(Collectors.joining());
    }

    private static String login(String password) {
        return "org.apache.kafka.common.security.scram.ScramLoginModule required username=\"" + USER + "\" password=\""
                + password + "\";";
    }
}
