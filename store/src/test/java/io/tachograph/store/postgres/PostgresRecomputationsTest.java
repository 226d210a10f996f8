package io.tachograph.store.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.tachograph.store.Recomputations;
import io.tachograph.store.RequestWindowWriter;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(OnEmbeddedPostgres.class)
class PostgresRecomputationsTest {
    private static final Instant NOON = WindowOf.NOON;

    private final TestDatabase database;

    PostgresRecomputationsTest(TestDatabase database) {
        this.database = database;
    }

    @Test
    void olderRows_areThoseWholeInTheRangeAndGoWithTheirHistograms() throws SQLException {
        try (PostgresStore store = PostgresStore.open(database.config());
                RequestWindowWriter writer = store.requestWindowWriter();
                Recomputations recomputations = store.recomputations()) {
            int first = recomputations.begin("request-windows", NOON, NOON.plusSeconds(60), "kafka");
            int epoch = recomputations.begin("request-windows", NOON.plusSeconds(5), NOON.plusSeconds(115), "kafka");
            writer.write(List.of(
                    // Cut at the start.
                    WindowOf.target("a")
                            .start(NOON)
                            .epoch(0)
                            .latency("ttft", 0.1)
                            .row(),
                    // Whole, one by a running job, one by the re-computation before, one by this one.
                    WindowOf.target("a")
                            .start(NOON.plusSeconds(10))
                            .epoch(0)
                            .latency("ttft", 0.1)
                            .row(),
                    WindowOf.target("b")
                            .start(NOON.plusSeconds(10))
                            .epoch(first)
                            .latency("e2e", 0.1)
                            .row(),
                    WindowOf.target("c")
                            .start(NOON.plusSeconds(10))
                            .epoch(epoch)
                            .latency("ttft", 0.1)
                            .row(),
                    // Cut at the end, and a minute cut at the start.
                    WindowOf.target("a")
                            .start(NOON.plusSeconds(110))
                            .epoch(0)
                            .latency("ttft", 0.1)
                            .row(),
                    WindowOf.target("a")
                            .oneMinute()
                            .start(NOON)
                            .epoch(0)
                            .latency("ttft", 0.1)
                            .row()));

            assertThat(epoch).isGreaterThan(first).isPositive();
            assertThat(recomputations.countOlder(epoch, NOON.plusSeconds(5), NOON.plusSeconds(115)))
                    .isEqualTo(2);
            assertThat(recomputations.deleteOlder(epoch, NOON.plusSeconds(5), NOON.plusSeconds(115)))
                    .isEqualTo(2);
            assertThat(recomputations.countOlder(epoch, NOON.plusSeconds(5), NOON.plusSeconds(115)))
                    .isZero();
            recomputations.finish(epoch, 1);
        }
        assertThat(
                        database.query(
                                "SELECT s.target || ' ' || extract(epoch FROM w.window_start - '2026-03-04T12:00Z')::int"
                                        + " FROM tachograph.request_window_10s w JOIN tachograph.series s ON s.id = w.series_id ORDER BY 1"))
                .containsExactly("a 0", "a 110", "c 10");
        assertThat(database.query("SELECT count(*) FROM tachograph.latency_histogram_10s"))
                .containsExactly("3");
        assertThat(database.query("SELECT count(*) FROM tachograph.request_window_1m"))
                .containsExactly("1");
        assertThat(database.query("SELECT windows FROM tachograph.recomputation WHERE finished_at IS NOT NULL"))
                .containsExactly("1");
    }
}
