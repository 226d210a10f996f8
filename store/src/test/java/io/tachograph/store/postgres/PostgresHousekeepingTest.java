package io.tachograph.store.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tachograph.store.Housekeeping;
import io.tachograph.store.HousekeepingStep;
import io.tachograph.store.RequestWindowRow;
import io.tachograph.store.Resolution;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(OnEmbeddedPostgres.class)
class PostgresHousekeepingTest {
    private final Instant hour = Instant.now().truncatedTo(ChronoUnit.HOURS).minus(Duration.ofHours(2));

    private static final String WAITED = "another process is at %s: waiting for it to end its step";

    private final TestDatabase database;
    private final PostgresStore store;
    private final Housekeeping housekeeping;

    PostgresHousekeepingTest(TestDatabase database) {
        this.database = database;
        this.store = PostgresStore.open(database.config());
        this.housekeeping = store.housekeeping();
    }

    @AfterEach
    void close() {
        housekeeping.close();
        store.close();
    }

    @Test
    void backlog_isMergedInBoundedStepsUntilNoneIsLeft() throws SQLException {
        // Given
        List<RequestWindowRow> rows = new ArrayList<>();
        for (int minute = 0; minute < 2 * PostgresHousekeeping.WINDOWS + 5; minute++) {
            rows.add(WindowOf.target("a")
                    .oneMinute()
                    .start(hour.plus(Duration.ofMinutes(minute)))
                    .latency("ttft", 0.1)
                    .row());
        }
        rows.add(
                WindowOf.target("a").resolution(Resolution.ONE_HOUR).start(hour).row());
        write(rows);

        // When
        List<HousekeepingStep> steps = new ArrayList<>();
        do {
            steps.add(housekeeping.mergeWindows());
        } while (steps.get(steps.size() - 1).more());

        // Then
        assertThat(steps)
                .containsExactly(
                        new HousekeepingStep(sorted("1m", 20, "1h", 1), true),
                        new HousekeepingStep(sorted("1m", 20), true),
                        new HousekeepingStep(sorted("1m", 5), false));
        assertThat(database.query("SELECT count(*) FROM tachograph.window_change"))
                .containsExactly("0");
        assertThat(housekeeping.mergeWindows().done()).isEmpty();
    }

    @Test
    void rowsOlderThanTheirRetention_areDeletedAndCountedByTable() throws SQLException {
        write(List.of(
                WindowOf.target("a").start(hour).latency("ttft", 0.1).row(),
                WindowOf.target("a")
                        .start(hour.minus(Duration.ofDays(8)))
                        .latency("ttft", 0.1)
                        .row()));

        HousekeepingStep step = housekeeping.applyRetention();

        assertThat(step.more()).isFalse();
        assertThat(step.done()).containsEntry("request_window_10s", 1L).containsEntry("request_window_1m", 0L);
        assertThat(database.query("SELECT count(*) FROM tachograph.request_window_10s"))
                .containsExactly("1");
    }

    @Test
    void anotherProcessThatIsAtIt_isWaitedForAndThatIsSaid() throws Exception {
        write(List.of(WindowOf.target("a").oneMinute().start(hour).row()));
        ExecutorService second = Executors.newSingleThreadExecutor();
        try (Connection other = database.connect();
                Statement statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.execute("SELECT * FROM tachograph.merge_windows()");
            Future<HousekeepingStep> merging = second.submit(housekeeping::mergeWindows);
            awaitOneThatWaits();
            other.commit();
            assertThat(merging.get())
                    .isEqualTo(new HousekeepingStep(sorted(), false, List.of(WAITED.formatted("merging"))));

            statement.execute("SELECT * FROM tachograph.apply_retention()");
            Future<HousekeepingStep> deleting = second.submit(housekeeping::applyRetention);
            awaitOneThatWaits();
            other.commit();
            assertThat(deleting.get().notes()).containsExactly(WAITED.formatted("retention"));
            assertThat(deleting.get().done()).containsEntry("request_window_1m", 0L);
        } finally {
            second.shutdownNow();
        }
    }

    private void awaitOneThatWaits() throws SQLException {
        String waiting = "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'"
                + " AND application_name = 'tachograph-writer' AND datname = current_database()";
        long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(5);
        while (!database.query(waiting).equals(List.of("1"))) {
            assertThat(System.nanoTime() - end).as("nobody waits").isNegative();
            Thread.onSpinWait();
        }
    }

    @Test
    void databaseThatWasAway_isKeptAgainOnceItIsBack() throws SQLException {
        write(List.of(WindowOf.target("a").oneMinute().start(hour).row()));
        housekeeping.applyRetention();
        database.goAway();
        assertThatThrownBy(housekeeping::mergeWindows).isInstanceOf(SQLException.class);
        database.comeBack();

        assertThat(housekeeping.mergeWindows().done()).containsEntry("1m", 1L);
    }

    @Test
    void answersWhileWindowsAreMerged_areThoseOfTheRows() throws Exception {
        // Given a house that is kept without pause
        AtomicBoolean stop = new AtomicBoolean();
        ExecutorService keeper = Executors.newSingleThreadExecutor();
        Random random = new Random(3);
        Map<String, Long> requests = new HashMap<>();
        try (StoreWriter<RequestWindowRow> writer = store.requestWindowWriter()) {
            Future<?> kept = keeper.submit(() -> {
                while (!stop.get()) {
                    housekeeping.mergeWindows();
                    housekeeping.applyRetention();
                }
                return null;
            });
            for (int round = 0; round < 40; round++) {
                // When some windows learn of more requests
                List<RequestWindowRow> rows = new ArrayList<>();
                for (int i = 0; i < 10; i++) {
                    String target = "t" + random.nextInt(4);
                    int minute = random.nextInt(6);
                    long count = requests.merge(target + " " + minute, 1L + random.nextInt(5), Long::sum);
                    rows.add(WindowOf.model(target, "m")
                            .oneMinute()
                            .start(hour.plus(Duration.ofMinutes(minute)))
                            .requests(count)
                            .row());
                }
                writer.write(rows);

                // Then
                long sum = requests.values().stream().mapToLong(n -> n).sum();
                assertThat(database.query("SELECT requests FROM tachograph.throughput('%s', '%s')"
                                .formatted(hour, hour.plus(Duration.ofMinutes(6)))))
                        .as("round %s", round)
                        .containsExactly(String.valueOf(sum));
            }
            stop.set(true);
            assertThat(kept.get()).isNull();
        } finally {
            stop.set(true);
            keeper.shutdownNow();
        }
        assertThat(database.query("SELECT count(*) > 0 FROM tachograph.merged_window_1m"))
                .containsExactly("t");
    }

    private void write(List<RequestWindowRow> rows) throws SQLException {
        try (StoreWriter<RequestWindowRow> writer = store.requestWindowWriter()) {
            writer.write(rows);
        }
    }

    private static SortedMap<String, Long> sorted(Object... pairs) {
        SortedMap<String, Long> map = new TreeMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            map.put((String) pairs[i], ((Integer) pairs[i + 1]).longValue());
        }
        return map;
    }
}
