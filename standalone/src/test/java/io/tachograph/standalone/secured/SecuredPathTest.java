package io.tachograph.standalone.secured;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tachograph.collectors.publish.KafkaPublisher;
import io.tachograph.collectors.publish.KafkaSettings;
import io.tachograph.config.ConfigFile;
import io.tachograph.embedded.kafka.TopicReader;
import io.tachograph.kafka.KafkaAccess;
import io.tachograph.schemas.Topics;
import io.tachograph.standalone.CommandRun;
import io.tachograph.standalone.TachographProcess;
import io.tachograph.standalone.truth.StoredWindows;
import io.tachograph.windows.RequestTimings;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** Everything between a collector and the API, where Kafka and PostgreSQL ask for TLS, certificates and passwords. */
class SecuredPathTest {
    private static final int REQUESTS = 60;
    private static final long START_MILLIS = RequestTimings.MIDNIGHT_MILLIS;

    @TempDir
    private Path directory;

    @Test
    void requests_goFromTheCollectorToTheApi() throws Exception {
        try (SecuredServers servers = SecuredServers.start(directory)) {
            String configuration = servers.configuration().toString();
            KafkaAccess kafka = KafkaAccess.of(
                    ConfigFile.read(Path.of(configuration), Map.of()).kafka(), null);
            CommandRun run = new CommandRun();
            assertThat(run.run("migrate", "--config", configuration))
                    .as(run.err.toString())
                    .isZero();

            // When
            publish(kafka);

            // Then
            try (TachographProcess jobs = TachographProcess.start(
                    Map.of(),
                    "jobs",
                    "request-windows",
                    "--config",
                    configuration,
                    "--checkpoints",
                    directory.resolve("state").toString(),
                    "--metrics-port",
                    "0")) {
                jobs.awaitLine("Stop");
                awaitStored(servers, kafka);
                await().atMost(Duration.ofMinutes(2))
                        .untilAsserted(
                                () -> assertThat(TopicReader.deadLetters(kafka)).isEqualTo(Map.of("UNREADABLE", 1)));
                assertThat(TopicReader.count(kafka, Topics.REQUEST_WINDOWS)).isPositive();
            }
            assertThat(run.run("dead-letters", "--config", configuration)).isZero();
            assertThat(run.out.toString()).contains("UNREADABLE");
            assertThat(run.run("housekeeping", "--config", configuration)).isZero();
            assertThat(health(configuration)).isEqualTo(200);
        }
    }

    @Test
    @EnabledIfSystemProperty(named = "tests.long", matches = "true")
    void jobJar_takesTheSameConfiguration() throws Exception {
        try (SecuredServers servers = SecuredServers.start(directory)) {
            String configuration = servers.configuration().toString();
            KafkaAccess kafka = KafkaAccess.of(
                    ConfigFile.read(Path.of(configuration), Map.of()).kafka(), null);
            assertThat(new CommandRun().run("migrate", "--config", configuration))
                    .isZero();

            // When
            publish(kafka);

            // Then
            try (TachographProcess job =
                    TachographProcess.startJobJar("--job", "request-windows", "--config", configuration)) {
                awaitStored(servers, kafka);
                assertThat(job.lines()).noneMatch(line -> line.contains("right-password"));
            }
        }
    }

    private static void awaitStored(SecuredServers servers, KafkaAccess kafka) throws Exception {
        TopicReader.heartbeats(kafka, START_MILLIS + 3_600_000);
        StoredWindows stored = new StoredWindows(servers.database().jdbcUrl());
        await().atMost(Duration.ofMinutes(2))
                .untilAsserted(() -> assertThat(stored.windows("1m").values().stream()
                                .mapToLong(StoredWindows.Window::requests)
                                .sum())
                        .isEqualTo(REQUESTS));
    }

    private static void publish(KafkaAccess kafka) {
        try (KafkaPublisher publisher = KafkaPublisher.start(KafkaSettings.of(kafka, "test"))) {
            for (int i = 0; i < REQUESTS; i++) {
                publisher.publish(
                        RequestTimings.success(i, START_MILLIS + i * 500L).build());
            }
            await().until(() -> publisher.counters().acknowledged() == REQUESTS);
        }
        try (KafkaProducer<byte[], byte[]> producer = TopicReader.producer(kafka)) {
            var unused = producer.send(
                    new ProducerRecord<>(Topics.REQUEST_TIMINGS.name(), "garbage".getBytes(StandardCharsets.UTF_8)));
        }
    }

    private static int health(String configuration) throws Exception {
        try (TachographProcess api = TachographProcess.start(
                Map.of("API_KEYS", "key-of-a-test"), "api", "--config", configuration, "--port", "0")) {
            URI docs = URI.create(api.awaitLine("Open"));
            return HttpClient.newHttpClient()
                    .send(
                            HttpRequest.newBuilder(docs.resolve("/health")).build(),
                            HttpResponse.BodyHandlers.discarding())
                    .statusCode();
        }
    }
}
