package io.tachograph.store.postgres;

import static io.tachograph.store.postgres.WindowOf.NOON;
import static io.tachograph.store.postgres.WindowOf.target;
import static org.assertj.core.api.Assertions.assertThat;

import io.tachograph.store.RankingRow;
import io.tachograph.store.RequestWindowRow;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(OnEmbeddedPostgres.class)
class ConcurrentWritersTest {
    private static final int WRITERS = 3;
    private static final int ROUNDS = 15;
    private static final int WINDOWS = 50;

    @Test
    void writersOfTheSameWindows_agreeOnTheNewestWithItsHistograms(TestDatabase database) throws Exception {
        // Given writers that meet for each round with other revisions of the same windows, half of them of new series
        try (PostgresStore store = PostgresStore.open(database.config())) {
            CyclicBarrier together = new CyclicBarrier(WRITERS);

            // When
            allAtOnce(number -> {
                Random random = new Random(number);
                try (StoreWriter<RequestWindowRow> writer = store.requestWindowWriter()) {
                    for (int round = 0; round < ROUNDS; round++) {
                        List<RequestWindowRow> rows = rows(round, round * WRITERS + number);
                        Collections.shuffle(rows, random);
                        together.await();
                        writer.write(rows);
                    }
                }
            });
        }

        // Then every window holds the highest revision of its last round, and just that one's histograms
        List<String> newest = new ArrayList<>();
        for (int i = 0; i < WINDOWS; i++) {
            newest.add(stored("old " + i, highestRevision(ROUNDS - 1)));
            for (int round = 0; round < ROUNDS; round++) {
                newest.add(stored("new " + round + " " + i, highestRevision(round)));
            }
        }
        assertThat(database.query("""
                                SELECT target, revision, concat_ws(', ', 'e2e=' || e2e_sum_seconds,
                                       'icl=' || icl_sum_seconds, 'lag=' || lag_sum_seconds, 'tpot=' || tpot_sum_seconds,
                                       'ttft=' || ttft_sum_seconds)
                                FROM tachograph.request_window_10s
                                JOIN tachograph.series ON id = series_id
                                """)).containsExactlyInAnyOrderElementsOf(newest);
    }

    @Test
    void writersOfTheSameRanking_leaveOneOfThemWhole(TestDatabase database) throws Exception {
        try (PostgresStore store = PostgresStore.open(database.config())) {
            CyclicBarrier together = new CyclicBarrier(WRITERS);

            allAtOnce(number -> {
                try (StoreWriter<RankingRow> writer = store.rankingWriter()) {
                    for (int round = 0; round < ROUNDS; round++) {
                        RankingOf ranking = RankingOf.metric("ttft").end(NOON.plusSeconds(60L * round));
                        for (int model = 0; model < 5; model++) {
                            ranking.entry(model + 1, "w" + number + " m" + model, 1, 1, 100);
                        }
                        RankingRow row = ranking.row();
                        together.await();
                        writer.write(List.of(row));
                    }
                }
            });
        }

        assertThat(database.query("SELECT count(*), count(DISTINCT left(model, 2)) FROM tachograph.ranking"
                        + " GROUP BY window_end"))
                .hasSize(ROUNDS)
                .containsOnly("5|1");
    }

    private static int highestRevision(int round) {
        return round * WRITERS + WRITERS - 1;
    }

    private static String stored(String target, int revision) {
        return "%s|%s|%s=1, ttft=%s".formatted(target, revision, metricOf(revision), revision + 1);
    }

    private static List<RequestWindowRow> rows(int round, int revision) {
        List<RequestWindowRow> rows = new ArrayList<>();
        for (int i = 0; i < WINDOWS; i++) {
            rows.add(row("old " + i, revision));
            rows.add(row("new " + round + " " + i, revision));
        }
        return rows;
    }

    private static RequestWindowRow row(String target, int revision) {
        return target(target)
                .revision(revision)
                .latency("ttft", revision + 1)
                .latency(metricOf(revision), 1)
                .row();
    }

    private static String metricOf(int revision) {
        return List.of("e2e", "icl", "lag", "tpot").get(revision % 4);
    }

    private interface Writing {
        void run(int number) throws Exception;
    }

    private static void allAtOnce(Writing writing) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(WRITERS);
        try {
            List<Callable<Void>> calls = new ArrayList<>();
            for (int i = 0; i < WRITERS; i++) {
                int number = i;
                calls.add(() -> {
                    writing.run(number);
                    return null;
                });
            }
            for (Future<Void> call : threads.invokeAll(calls)) {
                call.get();
            }
        } finally {
            threads.shutdownNow();
        }
    }
}
