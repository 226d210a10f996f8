package io.tachograph.standalone.jobs;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tachograph.embedded.postgres.EmbeddedDatabase;
import io.tachograph.store.RequestWindowRow;
import io.tachograph.store.Resolution;
import io.tachograph.store.Series;
import io.tachograph.store.StoredSlo;
import io.tachograph.store.StoredSloCounts;
import io.tachograph.store.postgres.PostgresConfig;
import io.tachograph.store.postgres.PostgresStore;
import io.tachograph.store.postgres.StoreWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeptSloCountsTest {
    private static final Instant NOON = Instant.parse("2026-03-04T12:00:00Z");

    @TempDir
    private Path directory;

    @Test
    void windowsWithCountsOfSlos_areNotReplacedByAProcessThatKnowsOfNone() throws Exception {
        try (EmbeddedDatabase server = EmbeddedDatabase.start(directory, 0)) {
            PostgresConfig database = new PostgresConfig(server.jdbcUrl(), server.user(), null, 1);
            try (PostgresStore store = PostgresStore.open(database)) {
                store.migrate();
                assertThatCode(() -> KeptSloCounts.check(false, database, Instant.EPOCH, NOON.plusSeconds(3_600)))
                        .doesNotThrowAnyException();
                try (StoreWriter<RequestWindowRow> writer = store.requestWindowWriter()) {
                    writer.write(List.of(judged()));
                }
            }

            assertThatThrownBy(() -> KeptSloCounts.check(false, database, Instant.EPOCH, NOON.plusSeconds(3_600)))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("--config");
            assertThatCode(() -> KeptSloCounts.check(false, database, NOON.plusSeconds(60), NOON.plusSeconds(3_600)))
                    .as("another range")
                    .doesNotThrowAnyException();
            assertThatCode(() -> KeptSloCounts.check(true, database, Instant.EPOCH, NOON.plusSeconds(3_600)))
                    .as("a file")
                    .doesNotThrowAnyException();
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
