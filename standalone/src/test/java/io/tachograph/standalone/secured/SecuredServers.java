package io.tachograph.standalone.secured;

import static org.awaitility.Awaitility.await;

import io.tachograph.embedded.ServerCertificate;
import io.tachograph.embedded.kafka.EmbeddedKafka;
import io.tachograph.embedded.kafka.SecuredKafka;
import io.tachograph.embedded.postgres.EmbeddedDatabase;
import io.tachograph.schemas.Topics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;

/** Kafka and PostgreSQL as a company runs them: TLS with certificates of both sides, and names with passwords. */
record SecuredServers(Path directory, ServerCertificate certificate, EmbeddedKafka kafka, EmbeddedDatabase database)
        implements AutoCloseable {
    private static final String PASSWORD = "right-password";

    static SecuredServers start(Path directory) throws Exception {
        ServerCertificate certificate = ServerCertificate.in(directory);
        EmbeddedDatabase database = EmbeddedDatabase.start(directory.resolve("postgres"), 0);
        EmbeddedKafka kafka;
        try {
            kafka = SecuredKafka.start(directory.resolve("kafka"), certificate);
        } catch (Exception e) {
            database.close();
            throw e;
        }
        SecuredServers servers = new SecuredServers(directory, certificate, kafka, database);
        try {
            kafka.createTopics(Topics.ALL, 1);
            servers.lockDatabase();
            return servers;
        } catch (Exception | AssertionError e) {
            servers.close();
            throw e;
        }
    }

    /** From now on {@code tachograph} comes in with a certificate and its password only. */
    private void lockDatabase() throws Exception {
        Path data = directory.resolve("postgres/data");
        Files.copy(certificate.pem(), data.resolve("server.crt"));
        certificate.writeKey(data.resolve("server.key"));
        certificate.writeKey(clientKey());
        try (Connection connection = DriverManager.getConnection(database.jdbcUrl());
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE ROLE tachograph LOGIN SUPERUSER PASSWORD '" + PASSWORD + "'");
            statement.execute("ALTER SYSTEM SET ssl = on");
            statement.execute("ALTER SYSTEM SET ssl_ca_file = 'server.crt'");
            Files.writeString(data.resolve("pg_hba.conf"), """
                    host    all postgres   all trust
                    hostssl all tachograph all scram-sha-256 clientcert=verify-ca
                    """);
            statement.execute("SELECT pg_reload_conf()");
        }
        // The server reads it in its own time.
        await().atMost(Duration.ofMinutes(1)).ignoreExceptions().until(this::letsIn);
    }

    private boolean letsIn() throws SQLException {
        try (Connection connection = DriverManager.getConnection(jdbcUrl(), "tachograph", PASSWORD)) {
            return connection.isValid(1);
        }
    }

    private String jdbcUrl() {
        String port = database.jdbcUrl().replaceAll(".*:([0-9]+)/.*", "$1");
        return "jdbc:postgresql://localhost:" + port + "/postgres?sslmode=verify-full&sslrootcert=" + certificate.pem()
                + "&sslcert=" + certificate.pem() + "&sslkey=" + clientKey() + "&pemKeyAlgorithm=EC";
    }

    private Path clientKey() {
        return directory.resolve("client.key");
    }

    /** A configuration with the right passwords. */
    Path configuration() throws IOException {
        return configuration("right", PASSWORD, SecuredKafka.client(certificate, PASSWORD));
    }

    /** A configuration whose secrets are in files beside it. */
    Path configuration(String name, String databasePassword, Map<String, String> clientProperties) throws IOException {
        Path folder = Files.createDirectories(directory.resolve(name));
        Files.writeString(folder.resolve("client.properties"), SecuredKafka.text(clientProperties));
        Files.writeString(folder.resolve("password"), databasePassword + "\n");
        return Files.writeString(folder.resolve("tachograph.yml"), """
                kafka:
                  bootstrap-servers: %s
                  properties-file: %s
                postgres:
                  jdbc-url: %s
                  user: tachograph
                  password-file: %s
                """.formatted(
                        kafka.access(), folder.resolve("client.properties"), jdbcUrl(), folder.resolve("password")));
    }

    @Override
    public void close() throws IOException {
        database.close();
        kafka.close();
    }
}
