package io.tachograph.embedded.kafka;

import io.tachograph.embedded.ServerCertificate;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A Kafka as a company runs it: TLS with certificates of both sides, and a name and password by SCRAM. */
public final class SecuredKafka {
    private static final String USER = "tachograph";
    private static final String PASSWORD = "right-password";

    private SecuredKafka() {}

    public static EmbeddedKafka start(Path directory, ServerCertificate certificate) throws IOException {
        Map<String, String> broker = new HashMap<>(Map.of(
                "sasl.enabled.mechanisms",
                "SCRAM-SHA-256",
                "sasl.mechanism.inter.broker.protocol",
                "SCRAM-SHA-256",
                "listener.name.clients.scram-sha-256.sasl.jaas.config",
                login(PASSWORD),
                "listener.name.clients.ssl.client.auth",
                "required"));
        broker.putAll(trust(certificate));
        broker.putAll(identity(certificate));
        return EmbeddedKafka.start(
                directory,
                0,
                new ClientGate(
                        "SASL_SSL",
                        broker,
                        List.of("SCRAM-SHA-256=[name=" + USER + ",password=" + PASSWORD + "]"),
                        client(certificate, PASSWORD)));
    }

    /** What a client needs that has a certificate and knows a password, which may be wrong. */
    public static Map<String, String> client(ServerCertificate certificate, String password) {
        Map<String, String> client = new HashMap<>(clientWithoutCertificate(certificate));
        client.put("sasl.jaas.config", login(password));
        client.putAll(identity(certificate));
        return client;
    }

    /** Of a client that knows the password, and has nothing to show for itself. */
    public static Map<String, String> clientWithoutCertificate(ServerCertificate certificate) {
        Map<String, String> client = new HashMap<>(trust(certificate));
        client.put("security.protocol", "SASL_SSL");
        client.put("sasl.mechanism", "SCRAM-SHA-256");
        client.put("sasl.jaas.config", login(PASSWORD));
        return client;
    }

    private static Map<String, String> trust(ServerCertificate certificate) {
        return Map.of(
                "ssl.truststore.type",
                "PEM",
                "ssl.truststore.location",
                certificate.pem().toString());
    }

    /** One certificate serves both sides here. */
    private static Map<String, String> identity(ServerCertificate certificate) {
        return Map.of(
                "ssl.keystore.type",
                "PKCS12",
                "ssl.keystore.location",
                certificate.keystore().toString(),
                "ssl.keystore.password",
                ServerCertificate.PASSWORD);
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
