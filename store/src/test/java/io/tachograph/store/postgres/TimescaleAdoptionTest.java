package io.tachograph.store.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tachograph.store.RequestWindowRow;
import io.tachograph.store.TimescaleReport;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A database with rows in plain tables, to which TimescaleDB comes later. */
@OnTimescale
class TimescaleAdoptionTest {
    private final DatabaseServer server;

    TimescaleAdoptionTest(DatabaseServer server) {
        this.server = server;
    }

    @Test
    void plainTablesWithRows_becomeHypertablesWithTheSameRows() throws SQLException {
        // Given
        TestDatabase database = server.emptyDatabase();
        SchemaMigration.migrate(database.config());
        RequestWindowRow first = WindowOf.target("a").latency("ttft", 0.1).row();
        RequestWindowRow daysLater = WindowOf.target("b")
                .start(WindowOf.NOON.plus(Duration.ofDays(3)))
                .latency("ttft", 0.2)
                .row();
        try (PostgresStore store = PostgresStore.open(database.config());
                StoreWriter<RequestWindowRow> writer = store.requestWindowWriter()) {
            writer.write(List.of(first, daysLater));

            // When
            TimescaleReport report = store.migrate();

            // Then
            assertThat(report.hypertables()).isTrue();
            assertThat(report.changes()).contains("tachograph.request_window_10s is a hypertable with chunks of PT24H");
            assertThat(database.query("SELECT count(*) FROM show_chunks('tachograph.request_window_10s')"))
                    .containsExactly("2");
            assertThat(StoredWindows.of(database))
                    .usingRecursiveFieldByFieldElementComparator(StoredWindows.BY_CONTENT)
                    .containsExactly(first, daysLater);
            writer.write(List.of(first));
        }
        assertThatThrownBy(() -> database.execute("DELETE FROM tachograph.series"))
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("foreign key");
        assertThat(database.query("SELECT count(*) FROM tachograph.request_window_10s"))
                .containsExactly("2");
    }
}
