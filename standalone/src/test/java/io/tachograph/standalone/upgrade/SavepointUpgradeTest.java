package io.tachograph.standalone.upgrade;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tachograph.schemas.avro.RequestTiming;
import io.tachograph.standalone.TopicReader;
import io.tachograph.standalone.flink.LocalFlink;
import io.tachograph.standalone.truth.Agreement;
import io.tachograph.standalone.truth.Expected;
import io.tachograph.standalone.truth.Scenario;
import io.tachograph.store.Resolution;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What an earlier release of {@code request-windows} had counted when it was stopped, the present one goes on from. The
 * messages that the savepoint knows are not on the topic any more, so whatever is right of them is right by the state.
 */
class SavepointUpgradeTest {
    @TempDir
    private Path directory;

    @ParameterizedTest
    @ValueSource(strings = "/savepoints/request-windows-0.1.zip")
    void savepointOfARelease_isGoneOnFromToTheRowsOfAnIndependentComputation(String archive) throws Exception {
        Path state = directory.resolve("state");
        RecordedRun run;
        try (InputStream in = Objects.requireNonNull(getClass().getResourceAsStream(archive))) {
            run = RecordedRun.read(in, state.resolve("recorded/savepoint"));
        }
        try (Servers servers = Servers.start(directory)) {
            List<Sent> unreadable = new ArrayList<>();
            for (int partition = 0; partition < RecordedRun.PARTITIONS; partition++) {
                unreadable.addAll(Collections.nCopies(
                        (int) run.positionAtSavepoint(partition), new Sent(partition, 0, false, new byte[] {1})));
            }
            servers.send(unreadable);

            // When
            try (LocalFlink job = LocalFlink.start(
                    state, "request-windows", RecordedRun.PARTITIONS, Duration.ofSeconds(1), servers::define)) {
                assertThat(job.status()).isEqualTo("RUNNING");
                List<Sent> after =
                        run.messages().subList(run.before(), run.messages().size());
                servers.send(after);
                servers.heartbeats(Scenario.START_MILLIS + Duration.ofDays(2).toMillis());

                // Then
                List<RequestTiming> deliveries = new ArrayList<>();
                for (Sent message : run.messages()) {
                    if (message.counts()) {
                        deliveries.add(message.request());
                    }
                }
                for (Resolution resolution : Resolution.values()) {
                    Map<String, Expected.Window> expected =
                            Expected.windows(deliveries, resolution.length().toSeconds());
                    expected.keySet()
                            .removeIf(key -> run.completeBefore(RecordedRun.startSeconds(key), resolution.length()));
                    await().atMost(Duration.ofMinutes(3)).untilAsserted(() -> {
                        int unused = Agreement.assertStored(servers.stored(), resolution, expected);
                    });
                }
                long garbage =
                        after.stream().filter(message -> !message.counts()).count();
                await().atMost(Duration.ofMinutes(1))
                        .until(() -> TopicReader.deadLetters(servers.kafka().bootstrapServers()).values().stream()
                                        .mapToInt(n -> n)
                                        .sum()
                                == garbage);
            }
        }
    }
}
