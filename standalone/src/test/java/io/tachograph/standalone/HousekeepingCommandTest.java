package io.tachograph.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import io.tachograph.embedded.postgres.EmbeddedDatabase;
import io.tachograph.store.RequestWindowRow;
import io.tachograph.store.Resolution;
import io.tachograph.store.Series;
import io.tachograph.store.postgres.PostgresConfig;
import io.tachograph.store.postgres.PostgresStore;
import io.tachograph.store.postgres.StoreWriter;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HousekeepingCommandTest {
    private static final Series SERIES = new Series("a", "here", "vllm", "m", "", "", "probe", "short", true);

    @TempDir
    private Path directory;

    private final CommandRun tachograph = new CommandRun();

    @Test
    void house_isKeptUntilNothingIsDueAndToldSo() throws Exception {
        try (EmbeddedDatabase database = EmbeddedDatabase.start(directory, 0)) {
            // Given 50 minutes that are not merged and two windows that are too old
            Instant hour = Instant.now().truncatedTo(ChronoUnit.HOURS).minus(Duration.ofHours(2));
            List<RequestWindowRow> rows = new ArrayList<>();
            for (int minute = 0; minute < 50; minute++) {
                rows.add(row(Resolution.ONE_MINUTE, hour.plus(Duration.ofMinutes(minute))));
            }
            rows.add(row(Resolution.TEN_SECONDS, hour));
            rows.add(row(Resolution.TEN_SECONDS, hour.minus(Duration.ofDays(8))));
            rows.add(row(Resolution.TEN_SECONDS, hour.minus(Duration.ofDays(9))));
            try (PostgresStore store =
                            PostgresStore.open(new PostgresConfig(database.jdbcUrl(), database.user(), null, 1));
                    StoreWriter<RequestWindowRow> writer = store.requestWindowWriter()) {
                store.migrate();
                writer.write(rows);
            }

            // When
            assertThat(tachograph.run("housekeeping", "--postgres-url", database.jdbcUrl()))
                    .as(tachograph.err.toString())
                    .isZero();

            // Then
            assertThat(tachograph.out.toString().lines())
                    .containsExactly(
                            "Windows merged:",
                            "  1m                       50",
                            "Rows deleted:",
                            "  request_window_10s       2");
            assertThat(number(database, "SELECT count(*) FROM tachograph.window_change"))
                    .isZero();
            assertThat(number(database, "SELECT count(*) FROM tachograph.request_window_10s"))
                    .isEqualTo(1);

            // When there is nothing left
            tachograph.out.getBuffer().setLength(0);
            assertThat(tachograph.run("housekeeping", "--postgres-url", database.jdbcUrl()))
                    .isZero();

            // Then
            assertThat(tachograph.out.toString()).contains("none was due", "none was older than its retention");
        }
    }

    @Test
    void databaseThatIsAway_isOneSentence() {
        assertThat(tachograph.run("housekeeping", "--postgres-url", "jdbc:postgresql://127.0.0.1:9/none"))
                .isEqualTo(1);
        assertThat(tachograph.err.toString())
                .startsWith("tachograph: ")
                .hasLineCount(1)
                .doesNotContain("Exception");
    }

    @Test
    void noDatabase_isMisuse() {
        assertThat(tachograph.run("housekeeping", "--postgres-url", "jdbc:mysql://x"))
                .isEqualTo(2);
        assertThat(tachograph.err.toString())
                .contains("must start with jdbc:postgresql:")
                .hasLineCount(1);
    }

    private static RequestWindowRow row(Resolution resolution, Instant start) {
        return new RequestWindowRow(SERIES, resolution, start, 0, 0, true, 3, Map.of("ok", 3L), 0, 0, 0, 0, Map.of());
    }

    private static long number(EmbeddedDatabase database, String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(database.jdbcUrl(), database.user(), null);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }
}
