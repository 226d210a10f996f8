package io.tachograph.standalone.jobs;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tachograph.kafka.KafkaAccess;
import io.tachograph.store.postgres.PostgresConfig;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReachableTest {
    /** Kafka's clients refuse a time-out for one request that is longer than that for all that a call takes. */
    @Test
    void kafkaThatIsSilent_isSaidToBeSo_whateverTimeOutsItsClientsHave() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            KafkaAccess kafka = new KafkaAccess(
                    "127.0.0.1:" + silent.getLocalPort(), Map.of("request.timeout.ms", "60000", "client.id", "team-a"));

            assertThatThrownBy(() -> Reachable.kafka(kafka, Duration.ofSeconds(1)))
                    .isInstanceOf(IOException.class)
                    .hasMessage("no Kafka answers at " + kafka + " with security.protocol PLAINTEXT");
        }
    }

    /** As that of a machine that is too busy: the connection is there, and then nothing. */
    @Test
    void databaseThatIsSilent_isSaidToBeSoWithoutAdviceToMigrate() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            PostgresConfig database = new PostgresConfig(
                    "jdbc:postgresql://127.0.0.1:" + silent.getLocalPort() + "/postgres", "postgres", null, 1);

            assertThatThrownBy(() -> Reachable.database(database, Duration.ofSeconds(1)))
                    .isInstanceOf(IOException.class)
                    .hasMessageStartingWith("The database does not answer: ")
                    .hasMessageNotContaining("migrate");
        }
    }
}
