package io.tachograph.standalone.up;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code tachograph up} when the database refuses each row of one job. */
class FailingJobOfUpTest {
    @TempDir
    private Path directory;

    @Test
    void jobThatKeepsRestarting_isOnTheScreenInHealthMetricsAndOnceInTheLog() throws Exception {
        Path data = directory.resolve("data");
        try (UpProcess up = UpProcess.start(data)) {
            String url = up.awaitValue("Docs").replace("/docs", "");
            assertThat(up.awaitValue("Log")).isEqualTo(data.toRealPath() + "/tachograph.log");
            assertThat(Files.readString(data.resolve("tachograph.log")))
                    .contains("started Kafka: from ", "started stream jobs: from ");

            try (Connection database = DriverManager.getConnection(up.awaitValue("Database"))) {
                database.createStatement()
                        .execute(
                                "ALTER TABLE tachograph.request_window_10s ADD CONSTRAINT refuse CHECK (false) NOT VALID");
            }

            await().atMost(Duration.ofMinutes(10)).untilAsserted(() -> {
                HttpResponse<String> health = get(url + "/health");
                assertThat(health.statusCode()).isEqualTo(503);
                assertThat(health.body())
                        .contains("The job request-windows keeps restarting since 20", "PSQLException")
                        .doesNotContain("Failing row");
            });
            assertThat(get(url + "/metrics").body())
                    .containsPattern("tachograph_job_failing_seconds\\{job=\"request-windows\"} [1-9]")
                    .contains("tachograph_job_failing_seconds{job=\"rankings\"} 0.0");
            await().atMost(Duration.ofMinutes(10))
                    .untilAsserted(() -> assertThat(up.lines())
                            .anyMatch(line -> line.matches(".*; the job request-windows keeps restarting since 20.*"
                                    + "\\(\\d+ failures\\): PSQLException: .*; see the log")));
            String log = Files.readString(data.resolve("tachograph.log"));
            assertThat(log)
                    .containsOnlyOnce("the job request-windows failed in ")
                    .contains("violates check constraint", "The database refuses what the job writes");
            assertThat(log.lines().filter(line -> line.matches("[a-z][\\w.]+Exception: .*constraint .*")))
                    .as("stack traces")
                    .hasSizeLessThanOrEqualTo(1);
        }
    }

    private static HttpResponse<String> get(String url) throws Exception {
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(URI.create(url)).build(), HttpResponse.BodyHandlers.ofString());
    }
}
