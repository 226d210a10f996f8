package io.tachograph.store.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.tachograph.store.ScoreRow;
import io.tachograph.store.UsageRow;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(OnEmbeddedPostgres.class)
class UsageWriterTest {
    static final Instant DAY = Instant.parse("2026-09-23T00:00:00Z");

    private final TestDatabase database;
    private final PostgresStore store;

    UsageWriterTest(TestDatabase database) {
        this.database = database;
        this.store = PostgresStore.open(database.config());
    }

    @AfterEach
    void close() {
        store.close();
    }

    static UsageRow usage(
            String model, String tenant, Instant day, int said, @Nullable Long calls, @Nullable Double cost) {
        return new UsageRow(
                "litellm http://h",
                "model",
                "",
                model,
                tenant,
                day,
                day.plus(Duration.ofDays(1)),
                day.plusSeconds(said),
                calls,
                null,
                100L,
                null,
                20L,
                120L,
                cost,
                null,
                0.9,
                null,
                null,
                "agent-1");
    }

    static ScoreRow score(String model, Instant day, int said, long scores, @Nullable Double mean) {
        return new ScoreRow(
                "langfuse http://h",
                "trust",
                "numeric",
                "",
                model,
                "",
                day,
                day.plus(Duration.ofDays(1)),
                day.plusSeconds(said),
                scores,
                mean,
                mean,
                mean,
                "agent-1");
    }

    /** Read again and again, in any order: every day once, and as it was said last. */
    @Test
    void dayThatIsSaidAgain_isReplaced_andNeverAddedUp() throws SQLException {
        try (StoreWriter<UsageRow> writer = store.usageWriter()) {
            writer.write(List.of(usage("m", "red", DAY, 20, 5L, 0.5), usage("m", "red", DAY, 10, 3L, 0.3)));
            writer.write(List.of(usage("m", "red", DAY, 15, 4L, 0.4), usage("m", "", DAY, 10, null, null)));
            writer.write(List.of(usage("m", "red", DAY, 20, 5L, 0.5)));
            writer.write(List.of(usage("m", "red", DAY.plus(Duration.ofDays(1)), 30, 7L, 0.0)));
        }

        assertThat(database.query(
                        "SELECT tenant, window_end - window_start, calls, cost_usd, failures FROM tachograph.usage"
                                + " ORDER BY window_start, tenant"))
                .containsExactly("|1 day|null|null|null", "red|1 day|5|0.5|null", "red|1 day|7|0|null");
    }

    @Test
    void scoreThatIsSaidAgain_isReplaced() throws SQLException {
        try (StoreWriter<ScoreRow> writer = store.scoreWriter()) {
            writer.write(List.of(score("m", DAY, 10, 2, 0.4), score("n", DAY, 10, 1, null)));
            writer.write(List.of(score("m", DAY, 11, 3, -0.5)));
            writer.write(List.of(score("m", DAY, 9, 9, 9.0)));
        }

        assertThat(database.query("SELECT model, scores, mean FROM tachograph.score ORDER BY model"))
                .containsExactly("m|3|-0.5", "n|1|null");
    }
}
