package io.tachograph.standalone.secured;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tachograph.collectors.publish.KafkaPublisher;
import io.tachograph.collectors.publish.KafkaSettings;
import io.tachograph.collectors.publish.PublisherCounters;
import io.tachograph.embedded.flink.FlinkCluster;
import io.tachograph.embedded.flink.FlinkJob;
import io.tachograph.embedded.kafka.SecuredKafka;
import io.tachograph.jobs.PipelineConfig;
import io.tachograph.jobs.catalog.RequestWindowsJob;
import io.tachograph.kafka.KafkaAccess;
import io.tachograph.standalone.CommandRun;
import io.tachograph.store.postgres.PostgresConfig;
import io.tachograph.windows.RequestTimings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What happens to who has a wrong password, or does not trust the servers: a sentence, and no waiting for ever. */
@Timeout(300)
class RefusedCredentialsTest {
    @TempDir
    private static Path directory;

    private static SecuredServers servers;

    @BeforeAll
    static void start() throws Exception {
        servers = SecuredServers.start(directory);
    }

    @AfterAll
    static void stop() throws Exception {
        servers.close();
    }

    private static Map<String, String> wrongPassword() {
        return SecuredKafka.client(servers.certificate(), "wrong-password");
    }

    private static void assertSaid(int code, String sentence, String... command) {
        CommandRun run = new CommandRun();
        assertThat(run.run(command)).as(run.out.toString()).isEqualTo(code);
        assertThat(run.err.toString())
                .startsWith("tachograph: ")
                .contains(sentence)
                .hasLineCount(1)
                .doesNotContain("wrong-password");
    }

    @Test
    void wrongPasswordForKafka_isOneSentence() throws Exception {
        String configuration = servers.configuration("wrong", "right-password", wrongPassword())
                .toString();
        String sentence = "the Kafka at " + servers.kafka().access() + " refuses the credentials: ";
        assertThat(new CommandRun().run("migrate", "--config", configuration)).isZero();

        assertSaid(1, sentence, "dead-letters", "--config", configuration);
        assertSaid(1, sentence, "jobs", "--config", configuration);
        assertSaid(1, sentence, "recompute", "--config", configuration, "--from", "2026-03-04");
    }

    @Test
    void kafkaThatNobodyVouchesFor_isOneSentence() throws Exception {
        String configuration = servers.configuration("untrusted", "right-password", Map.of("security.protocol", "SSL"))
                .toString();

        assertSaid(
                1,
                "no TLS connection to the Kafka at " + servers.kafka().access(),
                "dead-letters",
                "--config",
                configuration);
    }

    @Test
    void clientWithoutACertificate_isOneSentence() throws Exception {
        String configuration = servers.configuration(
                        "anonymous", "right-password", SecuredKafka.clientWithoutCertificate(servers.certificate()))
                .toString();

        assertSaid(
                1,
                "no TLS connection to the Kafka at " + servers.kafka().access(),
                "dead-letters",
                "--config",
                configuration);
    }

    @Test
    void wrongPasswordForTheDatabase_isOneSentence() throws Exception {
        String configuration = servers.configuration("closed", "wrong-password", wrongPassword())
                .toString();

        assertSaid(1, "password authentication failed for user", "migrate", "--config", configuration);
        assertSaid(1, "password authentication failed for user", "housekeeping", "--config", configuration);
    }

    @Test
    void publisherWithAWrongPassword_countsItsEventsAsFailedAndCloses() {
        KafkaAccess refused = new KafkaAccess(servers.kafka().access().bootstrapServers(), wrongPassword());
        KafkaPublisher publisher = KafkaPublisher.start(KafkaSettings.of(refused, "test"));
        for (int i = 0; i < 5; i++) {
            publisher.publish(
                    RequestTimings.success(i, RequestTimings.MIDNIGHT_MILLIS).build());
        }

        publisher.close();

        assertThat(publisher.counters()).isEqualTo(new PublisherCounters(5, 5, 0, 0, 5, 0));
    }

    @Test
    void jobWithAWrongPassword_failsWithWhatKafkaSaidAndCanBeStopped() throws Exception {
        KafkaAccess refused = new KafkaAccess(servers.kafka().access().bootstrapServers(), wrongPassword());
        PostgresConfig database = new PostgresConfig(servers.database().jdbcUrl(), "postgres", null, 1);
        try (FlinkCluster cluster = FlinkCluster.start(1, List.of());
                FlinkJob job = FlinkJob.on(
                        cluster,
                        directory.resolve("state"),
                        RequestWindowsJob.NAME,
                        1,
                        Duration.ofSeconds(1),
                        env -> RequestWindowsJob.define(env, refused, database, PipelineConfig.defaults()))) {
            await().atMost(Duration.ofMinutes(2))
                    .until(() -> job.history()
                            .filter(history -> !history.failures().isEmpty())
                            .isPresent());

            assertThat(job.history().orElseThrow().failures().get(0).root())
                    .isInstanceOf(SaslAuthenticationException.class);
        }
    }
}
