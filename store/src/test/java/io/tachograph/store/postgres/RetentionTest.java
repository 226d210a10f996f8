package io.tachograph.store.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.tachograph.store.ModelSummary;
import io.tachograph.store.RequestWindowRow;
import io.tachograph.store.Resolution;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(OnEmbeddedPostgres.class)
class RetentionTest {
    @Test
    void rowsOlderThanTheirTime_areDeletedInBatchesUntilNoneIsLeft(TestDatabase database) throws SQLException {
        // Given one window of each length at each age
        Instant now = Instant.parse("2030-01-01T00:00:00Z");
        write(
                database,
                now.minus(Duration.ofDays(1)),
                now.minus(Duration.ofDays(7)),
                now.minus(Duration.ofDays(8)),
                now.minus(Duration.ofDays(91)),
                now.minus(Duration.ofDays(1_200)));
        database.query("SELECT * FROM tachograph.merge_windows('2030-01-02')");

        // When
        String call = "SELECT table_name, deleted, more FROM tachograph.apply_retention('%s', 2) WHERE deleted > 0"
                .formatted(now);
        assertThat(database.query(call))
                .containsExactly(
                        "merged_window_1h|2|t",
                        "merged_window_1m|2|t",
                        "request_window_10s|2|t",
                        "request_window_1h|1|f",
                        "request_window_1m|2|t");
        while (!database.query(call).isEmpty()) {
            // once more
        }

        // Then
        assertThat(ages(database, "request_window_10s", now)).containsExactly("1", "7");
        assertThat(ages(database, "request_window_1m", now)).containsExactly("1", "7", "8");
        assertThat(ages(database, "merged_window_1m", now)).containsExactly("1", "7", "8");
        assertThat(ages(database, "request_window_1h", now)).containsExactly("1", "7", "8", "91");
        assertThat(ages(database, "request_window_1d", now)).containsExactly("1", "7", "8", "91", "1200");
    }

    @Test
    void whatNobodySaysAnyMore_andAssignmentsThatEnded_goAfterTheirTime(TestDatabase database) throws SQLException {
        database.execute("INSERT INTO tachograph.engine VALUES ('old', 'vllm', '', '{}', '', '2028-01-01'),"
                + " ('new', 'vllm', '', '{}', '', '2029-12-01')");
        database.execute("INSERT INTO tachograph.event (kind, subject, started_at, text) VALUES"
                + " ('deploy', 'a', '2026-01-01', ''), ('deploy', 'b', '2029-01-01', '')");
        database.execute("INSERT INTO tachograph.gpu_assignment"
                + " (gpu, target, valid_from, valid_to, asserted_at, source, reason, expires_at) VALUES"
                + " ('lasts', 't', '2026-01-01', NULL, '2026-01-01', 'config', '', NULL),"
                + " ('ended', 't', '2026-01-01', '2026-02-01', '2026-01-01', 'docker', '', NULL),"
                + " ('expired', 't', '2026-01-01', NULL, '2026-01-01', 'docker', '', '2026-01-02'),"
                + " ('said again', 't', '2026-01-01', NULL, '2029-12-31', 'docker', '', '2030-01-01')");

        database.query("SELECT * FROM tachograph.apply_retention('2030-01-01')");

        assertThat(database.query("SELECT target FROM tachograph.engine")).containsExactly("new");
        assertThat(database.query("SELECT subject FROM tachograph.event")).containsExactly("b");
        assertThat(database.query("SELECT gpu FROM tachograph.gpu_assignment ORDER BY 1"))
                .containsExactly("lasts", "said again");
    }

    @Test
    void rangeThatIsOlderThanItsShortWindows_beginsAndEndsAtLongerOnes(TestDatabase database) throws SQLException {
        // Given a window of each length that began at a whole hour 30 days ago: those of 10 s are no longer kept
        Instant then = Instant.now().truncatedTo(ChronoUnit.DAYS).minus(Duration.ofDays(30));
        write(database, then);

        // Then a range from within the minute does not have it, one that starts with it has it, whatever its step is
        String quantiles = "SELECT n FROM tachograph.quantiles('ttft', '{0.5}', '%s', '%s', '10 s')";
        assertThat(database.query(quantiles.formatted(then.plusSeconds(10), then.plusSeconds(100))))
                .isEmpty();
        assertThat(database.query(quantiles.formatted(then, then.plusSeconds(100))))
                .containsExactly("1");
        assertThat(database.query("SELECT seconds FROM tachograph.throughput('%s', '%s', '10 s')"
                        .formatted(then, then.plusSeconds(100))))
                .containsExactly("60");
    }

    @Test
    void shortWindowsThatAreNotWritten_areNotAskedFor(TestDatabase database) throws SQLException {
        // Given minutes alone
        Instant minute = Instant.now().truncatedTo(ChronoUnit.MINUTES).minus(Duration.ofHours(1));
        String steps = "SELECT sum(requests), max(seconds) FROM tachograph.throughput('%s', '%s', '10 s')"
                .formatted(minute.minusSeconds(30), minute.plusSeconds(90));
        RequestWindowRow row = WindowOf.target("a")
                .oneMinute()
                .start(minute)
                .latency("ttft", 0.1)
                .row();
        try (PostgresStore store = PostgresStore.open(database.config());
                StoreWriter<RequestWindowRow> ofMinutes = store.requestWindowWriter(Resolution.ONE_MINUTE);
                StoreWriter<RequestWindowRow> ofAll = store.requestWindowWriter()) {
            ofMinutes.write(List.of(row));
            assertThat(database.query(steps)).containsExactly("10|60");
            assertThat(store.modelSummaries(minute, minute.plusSeconds(60)))
                    .extracting(ModelSummary::requests)
                    .containsExactly(10L);

            // When windows of 10 s are written again, they are those from then on
            ofAll.write(List.of(row));
        }
        assertThat(database.query(steps)).containsExactly("10|60");
        assertThat(database.query("SELECT tachograph.finest(now() + interval '1 s')"))
                .containsExactly("10");
    }

    @Test
    void longerRetention_doesNotBringBackWhatWasDeleted(TestDatabase database) throws SQLException {
        // Given ten minutes with traffic, 10 days ago and yesterday; windows of 10 s are left of yesterday's only
        Instant then = Instant.now().truncatedTo(ChronoUnit.DAYS).minus(Duration.ofDays(10));
        Instant yesterday = then.plus(Duration.ofDays(9));
        for (int minute = 0; minute < 10; minute++) {
            write(database, then.plus(Duration.ofMinutes(minute)), yesterday.plus(Duration.ofMinutes(minute)));
        }
        database.query("SELECT * FROM tachograph.apply_retention()");

        // When
        database.execute("UPDATE tachograph.retention SET keep = '30 days' WHERE resolution = '10s'");
        database.execute("UPDATE tachograph.retention SET keep = NULL WHERE resolution = '10s'");

        // Then steps that cut minutes are rounded to whole ones where minutes are the shortest there are
        String requests = "SELECT sum(requests), max(seconds) FROM tachograph.throughput('%s', '%s', '90 s')";
        assertThat(database.query(requests.formatted(then, then.plusSeconds(600))))
                .containsExactly("100|120");
        assertThat(database.query(requests.formatted(yesterday, yesterday.plusSeconds(600))))
                .containsExactly("100|90");
        database.execute("UPDATE tachograph.retention SET keep = '12 hours' WHERE resolution = '10s'");
        database.execute("UPDATE tachograph.retention SET keep = '30 days' WHERE resolution = '10s'");
        assertThat(database.query(requests.formatted(yesterday, yesterday.plusSeconds(600))))
                .containsExactly("100|120");
    }

    /** At each time the windows that can start there. */
    private static void write(TestDatabase database, Instant... starts) throws SQLException {
        List<RequestWindowRow> rows = new ArrayList<>();
        for (Instant start : starts) {
            for (Resolution resolution : Resolution.values()) {
                if (start.getEpochSecond() % resolution.length().toSeconds() != 0) {
                    continue;
                }
                rows.add(WindowOf.target("a")
                        .resolution(resolution)
                        .start(start)
                        .latency("ttft", 0.1)
                        .row());
            }
        }
        try (PostgresStore store = PostgresStore.open(database.config());
                StoreWriter<RequestWindowRow> writer = store.requestWindowWriter()) {
            writer.write(rows);
        }
    }

    private static List<String> ages(TestDatabase database, String table, Instant now) throws SQLException {
        return database.query("SELECT DISTINCT (extract(epoch FROM timestamptz '" + now
                + "' - window_start) / 86400)::int AS days FROM tachograph." + table + " ORDER BY 1");
    }
}
