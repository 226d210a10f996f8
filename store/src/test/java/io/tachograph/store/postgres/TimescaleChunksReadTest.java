package io.tachograph.store.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.tachograph.store.RequestWindowRow;
import io.tachograph.store.Resolution;
import io.tachograph.store.StoredSlo;
import io.tachograph.store.StoredSloCounts;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** That questions and merging open the chunks of their range and no others. */
@OnTimescale
class TimescaleChunksReadTest {
    private final TestDatabase database;
    private final PostgresStore store;

    TimescaleChunksReadTest(DatabaseServer server) throws SQLException {
        this.database = server.migratedDatabase();
        this.store = PostgresStore.open(database.config());
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void questionAboutAnHour_opensNoChunkOfOtherMonths() throws SQLException {
        write(400, 0);
        database.query("SELECT * FROM tachograph.merge_windows('2026-04-01')");
        database.execute("UPDATE tachograph.retention SET keep = NULL");
        database.execute("UPDATE tachograph.retention SET since = NULL");
        // From the merged windows, and from series
        for (String selection : List.of("", ", clusters => '{here}'")) {
            assertThat(olderChunksOpenedBy("SELECT eligible FROM tachograph.attainment('ttft', 0.35,"
                            + " '2026-03-04 12:00Z', '2026-03-04 13:00Z', '10 min'" + selection + ")"))
                    .as(selection)
                    .isZero();
        }
    }

    @Test
    void merging_opensNoChunkOfOtherMonths() throws SQLException {
        write(400);
        database.query("SELECT * FROM tachograph.merge_windows('2026-04-01')");
        write(0);

        assertThat(olderChunksOpenedBy("SELECT windows FROM tachograph.merge_windows('2026-04-01')"))
                .isZero();
    }

    /** An hour of two targets, so many days before the day of the tests, by the minute and whole. */
    private void write(int... daysBefore) throws SQLException {
        List<RequestWindowRow> rows = new ArrayList<>();
        for (int days : daysBefore) {
            for (String target : List.of("a", "b")) {
                rows.add(row(target, Resolution.ONE_HOUR, days, 0));
                for (int minute = 0; minute < 60; minute++) {
                    rows.add(row(target, Resolution.ONE_MINUTE, days, minute));
                }
            }
        }
        try (StoreWriter<RequestWindowRow> writer = store.requestWindowWriter()) {
            writer.write(rows);
        }
    }

    private static RequestWindowRow row(String target, Resolution resolution, int daysBefore, int minute) {
        return WindowOf.target(target)
                .resolution(resolution)
                .start(WindowOf.NOON.minus(Duration.ofDays(daysBefore)).plus(Duration.ofMinutes(minute)))
                .latency("ttft", 0.3)
                .slo(new StoredSlo("fast", 0.35, null, null), new StoredSloCounts(10, 9, 9L, null, null))
                .row();
    }

    private int olderChunksOpenedBy(String question) throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            Scans before = Scans.of(statement);
            try (ResultSet row = statement.executeQuery(question)) {
                assertThat(row.next()).isTrue();
            }
            Scans after = Scans.of(statement);
            assertThat(after.newer()).isGreaterThan(before.newer());
            return after.older() - before.older();
        }
    }

    /** Scans of chunks that end before the month before the tests' day, and of others, as this session counted them. */
    private record Scans(int older, int newer) {
        static Scans of(Statement statement) throws SQLException {
            try (ResultSet row = statement.executeQuery("""
                    SELECT coalesce(sum(x.scans) FILTER (WHERE c.range_end <= '2026-02-01'), 0),
                           coalesce(sum(x.scans) FILTER (WHERE c.range_end > '2026-02-01'), 0)
                    FROM timescaledb_information.chunks c
                    JOIN (SELECT schemaname, relname, seq_scan + coalesce(idx_scan, 0) AS scans
                          FROM pg_stat_xact_all_tables) x ON (x.schemaname, x.relname) = (c.chunk_schema, c.chunk_name)
                    """)) {
                row.next();
                return new Scans(row.getInt(1), row.getInt(2));
            }
        }
    }
}
