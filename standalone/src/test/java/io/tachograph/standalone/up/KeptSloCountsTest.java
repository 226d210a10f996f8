package io.tachograph.standalone.up;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.tachograph.config.ConfigFile;
import io.tachograph.config.TachographConfig;
import io.tachograph.embedded.postgres.EmbeddedDatabase;
import io.tachograph.jobs.catalog.KeptSloCounts;
import io.tachograph.jobs.main.JobMain;
import io.tachograph.store.RequestWindowRow;
import io.tachograph.store.Resolution;
import io.tachograph.store.Series;
import io.tachograph.store.StoredSlo;
import io.tachograph.store.StoredSloCounts;
import io.tachograph.store.postgres.PostgresConfig;
import io.tachograph.store.postgres.PostgresStore;
import io.tachograph.store.postgres.StoreWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Windows with counts of SLOs are not replaced by a process that knows of none, whichever way it starts. */
class KeptSloCountsTest {
    private static final Instant NOON = Instant.parse("2026-03-04T12:00:00Z");
    private static final TachographConfig UNSAID = ConfigFile.defaults();

    @TempDir
    private Path directory;

    @Test
    void windowsWithCounts_areRefusedToWhoDoesNotSayWhatTheSlosAre() throws Exception {
        try (EmbeddedDatabase server = EmbeddedDatabase.start(directory, 0)) {
            PostgresConfig database = new PostgresConfig(server.jdbcUrl(), server.user(), null, 1);
            migrate(database);
            assertThatCode(() -> KeptSloCounts.check(UNSAID, database, Instant.EPOCH, NOON.plusSeconds(3_600)))
                    .as("no counts yet")
                    .doesNotThrowAnyException();
            write(database, judged());

            assertThatThrownBy(() -> KeptSloCounts.check(UNSAID, database, Instant.EPOCH, NOON.plusSeconds(3_600)))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("--config");
            assertThatThrownBy(() -> KeptSloCounts.check(
                            said("probes: {timeout: 30s}"), database, Instant.EPOCH, NOON.plusSeconds(3_600)))
                    .as("a file of other things")
                    .isInstanceOf(IOException.class);
            assertThatCode(() -> KeptSloCounts.check(UNSAID, database, NOON.plusSeconds(60), NOON.plusSeconds(3_600)))
                    .as("another range")
                    .doesNotThrowAnyException();
            assertThatCode(() ->
                            KeptSloCounts.check(said("slos: []"), database, Instant.EPOCH, NOON.plusSeconds(3_600)))
                    .as("no SLOs any more")
                    .doesNotThrowAnyException();

            assertThatThrownBy(() -> JobMain.main(new String[] {
                        "--job", "request-windows", "--kafka", "127.0.0.1:1", "--jdbc-url", server.jdbcUrl()
                    }))
                    .as("the Flink jar")
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("stored windows have counts of SLOs");
        }
    }

    @Test
    void upOnADataDirectoryWithCounts_saysWhatToDo() throws Exception {
        try (EmbeddedDatabase server = EmbeddedDatabase.start(directory.resolve("data/postgres"), 0)) {
            PostgresConfig database = new PostgresConfig(server.jdbcUrl(), server.user(), null, 1);
            migrate(database);
            write(database, judged());
        }

        try (UpProcess up = UpProcess.start(directory.resolve("data"))) {
            assertThat(up.awaitEnd()).isEqualTo(1);
            await().untilAsserted(() -> assertThat(up.lines())
                    .anyMatch(
                            line -> line.contains("stored windows have counts of SLOs") && line.contains("--config")));
        }
    }

    private TachographConfig said(String yaml) throws Exception {
        return ConfigFile.read(Files.writeString(directory.resolve("t.yml"), yaml), Map.of());
    }

    private static void migrate(PostgresConfig database) throws Exception {
        try (PostgresStore store = PostgresStore.open(database)) {
            store.migrate();
        }
    }

    private static void write(PostgresConfig database, RequestWindowRow row) throws Exception {
        try (PostgresStore store = PostgresStore.open(database);
                StoreWriter<RequestWindowRow> writer = store.requestWindowWriter()) {
            writer.write(List.of(row));
        }
    }

    private static RequestWindowRow judged() {
        return new RequestWindowRow(
                new Series("t", "", "vllm", "m", "1", "", "probe", "short", true),
                Resolution.TEN_SECONDS,
                NOON,
                0,
                0,
                true,
                3,
                Map.of("ok", 3L),
                0,
                0,
                0,
                30,
                1,
                0,
                Map.of(),
                Map.of(new StoredSlo("chat", 0.5, null, null), new StoredSloCounts(3, 2, 2L, null, null)));
    }
}
