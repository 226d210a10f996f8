package io.tachograph.store.postgres;

import static io.tachograph.store.postgres.WindowOf.NOON;
import static io.tachograph.store.postgres.WindowOf.target;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tachograph.store.RequestWindowRow;
import io.tachograph.store.Resolution;
import io.tachograph.store.Series;
import io.tachograph.store.StoredHistogram;
import io.tachograph.store.StoredSlo;
import io.tachograph.store.StoredSloCounts;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every {@link StoreWriter} of request windows does. */
abstract class RequestWindowWriterContract {
    private static final StoredSlo FAST = new StoredSlo("fast", 0.5, null, null);

    private StoreWriter<RequestWindowRow> writer;

    abstract TestDatabase database();

    abstract StoreWriter<RequestWindowRow> openWriter();

    @BeforeEach
    void openFirstWriter() {
        writer = openWriter();
    }

    @AfterEach
    void closeFirstWriter() {
        writer.close();
    }

    @Test
    void row_isStoredWhole() throws SQLException {
        // Given
        RequestWindowRow row = new RequestWindowRow(
                new Series("de-vllm-l\"3, {\\}", "de", "vllm", "l\"3", "0.9.1", "tenant", "load", "long", false),
                Resolution.TEN_SECONDS,
                NOON,
                2,
                7,
                true,
                45,
                Map.of(
                        "ok", 1L,
                        "http_error", 2L,
                        "rate_limited", 3L,
                        "timeout", 4L,
                        "connect_error", 5L,
                        "stream_error", 6L,
                        "protocol_error", 7L,
                        "cancelled", 8L,
                        "unknown", 9L),
                11,
                12,
                13,
                14,
                1,
                15,
                Map.of("ttft", Histograms.of(0.25, 0.5, 0.7), "lag", Histograms.of(0, 0, 0.001)),
                Map.of());

        // When
        writer.write(List.of(row));

        // Then
        assertStored(row);
    }

    @Test
    void everyResolution_isStoredApart() throws SQLException {
        // Given: one window start that is one of each resolution
        Instant midnight = Instant.parse("2026-03-04T00:00:00Z");
        List<RequestWindowRow> rows = new ArrayList<>();
        for (Resolution resolution : Resolution.values()) {
            rows.add(target("a")
                    .resolution(resolution)
                    .start(midnight)
                    .requests(60L + resolution.ordinal())
                    .latency("ttft", 0.1, 0.2 + resolution.ordinal())
                    .slo(FAST, new StoredSloCounts(60, resolution.ordinal(), 59L, null, null))
                    .row());
        }

        // When
        List<RequestWindowRow> backwards = new ArrayList<>(rows);
        Collections.reverse(backwards);
        writer.write(backwards);

        // Then
        assertStored(rows.toArray(RequestWindowRow[]::new));
    }

    @Test
    void sameRowsAgain_changeNothing() throws SQLException {
        List<RequestWindowRow> rows =
                List.of(target("a").latency("ttft", 0.1, 0.2).row(), target("b").row());

        writer.write(rows);
        writer.write(rows);

        assertStored(rows.toArray(RequestWindowRow[]::new));
    }

    @Test
    void higherRevision_replacesRowAndHistogramsWhole() throws SQLException {
        // Given
        writer.write(List.of(target("a")
                .requests(10)
                .latency("ttft", 0.1, 0.2)
                .latency("tpot", 0.01)
                .latency("icl", 0.3)
                .row()));

        // When
        RequestWindowRow newer = target("a")
                .revision(1)
                .requests(12)
                .complete()
                .latency("ttft", 3, 4, 5)
                .latency("e2e", 9)
                .row();
        writer.write(List.of(newer));

        // Then
        assertStored(newer);
    }

    @Test
    void rowWithoutHistograms_leavesNoneOfItsPredecessor() throws SQLException {
        writer.write(List.of(target("a").latency("ttft", 0.1).row()));

        RequestWindowRow newer = target("a").revision(1).row();
        writer.write(List.of(newer));

        assertStored(newer);
        assertThat(database().query("SELECT count(ttft_n) FROM tachograph.request_window_10s"))
                .containsExactly("0");
    }

    @Test
    void replacingARow_leavesHistogramsOfItsNeighboursAlone() throws SQLException {
        // Given
        RequestWindowRow otherTarget = target("b").latency("ttft", 0.1).row();
        RequestWindowRow otherStart =
                target("a").start(NOON.plusSeconds(10)).latency("ttft", 0.1).row();
        RequestWindowRow otherSize =
                target("a").oneMinute().latency("ttft", 0.1).row();
        writer.write(List.of(
                otherTarget,
                otherStart,
                otherSize,
                target("a").latency("ttft", 0.2).row()));

        // When
        RequestWindowRow newer = target("a").revision(1).row();
        writer.write(List.of(newer));

        // Then
        assertStored(newer, otherStart, otherTarget, otherSize);
    }

    @Test
    void olderRevision_isRefusedWithItsHistograms() throws SQLException {
        RequestWindowRow newer =
                target("a").revision(5).latency("ttft", 0.1, 0.2).row();
        writer.write(List.of(newer));

        writer.write(List.of(
                target("a").revision(4).latency("ttft", 7).latency("e2e", 8).row()));

        assertStored(newer);
    }

    @Test
    void restartWithoutState_doesNotOverwriteAFullerRow() throws SQLException {
        // Given
        RequestWindowRow full =
                target("a").revision(0).requests(100).latency("ttft", 0.1, 0.2).row();
        writer.write(List.of(full));

        // When
        try (StoreWriter<RequestWindowRow> restarted = openWriter()) {
            restarted.write(List.of(
                    target("a").revision(0).requests(40).latency("ttft", 7).row()));
        }

        // Then
        assertStored(full);
    }

    @Test
    void fullerRow_replacesOneOfAHigherRevision() throws SQLException {
        // Given: emitted five times before a crash, and then, from older state, fewer times but with more in it
        writer.write(
                List.of(target("a").revision(5).requests(50).latency("ttft", 7).row()));
        RequestWindowRow fuller = target("a")
                .revision(2)
                .requests(60)
                .complete()
                .latency("ttft", 0.1, 0.2)
                .row();

        // When
        writer.write(List.of(fuller));

        // Then
        assertStored(fuller);
    }

    @Test
    void emptierRow_isRefusedEvenWithAHigherRevision() throws SQLException {
        RequestWindowRow full = target("a").revision(1).requests(100).complete().row();
        writer.write(List.of(full));

        writer.write(List.of(target("a").revision(9).requests(40).complete().row()));

        assertStored(full);
    }

    @Test
    void completeRow_replacesOneThatIsNotWithTheSameRequests() throws SQLException {
        writer.write(List.of(target("a").revision(3).requests(10).row()));
        RequestWindowRow complete =
                target("a").revision(1).requests(10).complete().row();

        writer.write(List.of(complete));

        assertStored(complete);
    }

    @Test
    void histogramsThatAreTheSame_areStoredOnceAndReadAsTheyWere() throws SQLException {
        RequestWindowRow row = target("a")
                .latency("ttft", 0.1, 0.2)
                .latency("ttft_scheduled", 0.1, 0.2)
                .latency("ttfo", 0.1, 0.3)
                .latency("e2e_scheduled", 5)
                .row();

        writer.write(List.of(row));

        assertStored(row);
        assertThat(
                        database()
                                .query(
                                        "SELECT ttft_scheduled_buckets IS NULL, ttfo_buckets IS NULL FROM tachograph.request_window_10s"))
                .containsExactly("t|f");
    }

    @Test
    void bucketsOfMoreThanAnEntryHolds_areStoredExactly() throws SQLException {
        int[] indexes = {-957, 0, 1_059};
        for (long count : new long[] {524_287, 524_288, 1_048_574, 38_000_001}) {
            RequestWindowRow row = target("a " + count)
                    .latency(
                            "icl",
                            new StoredHistogram(4 * count, 1, 0, 9e9, count, indexes, new long[] {count, count, count}))
                    .row();

            writer.write(List.of(row));

            assertThat(StoredWindows.of(database()))
                    .usingRecursiveFieldByFieldElementComparator(StoredWindows.BY_CONTENT)
                    .contains(row);
            assertThat(database()
                            .query("SELECT zero_count, cnt FROM tachograph.histograms('icl', '2026-03-04 12:00Z',"
                                    + " '2026-03-04 12:01Z', targets => '{a %s}')".formatted(count)))
                    .containsExactly(count + "|{" + count + "," + count + "," + count + "}");
        }
    }

    @Test
    void recomputation_writesHistogramsOfTheSameRequestsAnew() throws SQLException {
        writer.write(List.of(target("a")
                .epoch(0)
                .requests(2)
                .complete()
                .latency("ttft", 5, 6)
                .row()));
        RequestWindowRow recomputed = target("a")
                .epoch(1)
                .requests(2)
                .complete()
                .latency("ttft", 0.1, 0.2)
                .row();

        writer.write(List.of(recomputed));
        assertStored(recomputed);

        // The running job's are not held to be the same as those of a re-computation.
        RequestWindowRow running = target("a")
                .epoch(0)
                .revision(4)
                .requests(2)
                .complete()
                .latency("ttft", 0.3, 0.4)
                .row();
        writer.write(List.of(running));
        assertThat(database().query("SELECT ttft_max_seconds FROM tachograph.request_window_10s"))
                .containsExactly("0.4");
    }

    @Test
    void raisedEpoch_overwritesEvenWithFewerRequests() throws SQLException {
        writer.write(List.of(target("a")
                .epoch(1)
                .revision(9)
                .requests(100)
                .latency("ttft", 0.1)
                .row()));

        RequestWindowRow recomputed = target("a")
                .epoch(2)
                .revision(0)
                .requests(90)
                .latency("ttft", 0.2)
                .row();
        writer.write(List.of(recomputed));
        writer.write(List.of(target("a")
                .epoch(1)
                .revision(10)
                .requests(101)
                .latency("ttft", 0.1)
                .row()));

        assertStored(recomputed);
    }

    @Test
    void runningJob_joinsTheEpochOfARecomputedRow() throws SQLException {
        writer.write(List.of(target("a").epoch(0).requests(150).complete().row()));
        RequestWindowRow recomputed = target("a")
                .epoch(3)
                .requests(100)
                .complete()
                .latency("ttft", 0.2)
                .row();
        writer.write(List.of(recomputed));

        // Behind: part of what the re-computation had.
        writer.write(List.of(target("a").epoch(0).revision(7).requests(99).row()));
        assertStored(recomputed);

        // Ahead: a request that came after it.
        writer.write(List.of(target("a")
                .epoch(0)
                .revision(8)
                .requests(101)
                .latency("ttft", 0.3)
                .row()));
        assertStored(target("a")
                .epoch(3)
                .revision(8)
                .requests(101)
                .latency("ttft", 0.3)
                .row());

        // An older re-computation that was still in flight.
        writer.write(List.of(target("a").epoch(2).requests(999).row()));
        assertStored(target("a")
                .epoch(3)
                .revision(8)
                .requests(101)
                .latency("ttft", 0.3)
                .row());
    }

    @Test
    void refusedRow_doesNotHoldBackTheOthers() throws SQLException {
        RequestWindowRow kept = target("a").revision(3).latency("ttft", 0.1).row();
        writer.write(List.of(kept, target("b").revision(3).latency("ttft", 0.1).row()));

        RequestWindowRow newer = target("b").revision(4).latency("e2e", 0.9).row();
        writer.write(List.of(target("a").revision(2).latency("e2e", 5).row(), newer));

        assertStored(kept, newer);
    }

    @Test
    void severalRowsForOneWindow_theNewestCounts() throws SQLException {
        RequestWindowRow newest =
                target("a").revision(2).latency("ttft", 0.1, 0.2, 0.3).row();

        writer.write(List.of(
                target("a").revision(1).latency("tpot", 0.1).row(),
                newest,
                target("a").revision(0).latency("e2e", 0.1).row()));

        assertStored(newest);
    }

    @Test
    void rowThatTheDatabaseRefuses_leavesNothingOfTheListAndNoHarm() throws SQLException {
        // Given more answers in one piece than succeeded, noticed only when the window's row is written
        RequestWindowRow good = target("a").latency("ttft", 0.1).row();
        RequestWindowRow bad = new RequestWindowRow(
                target("b").row().series(),
                Resolution.TEN_SECONDS,
                NOON,
                1,
                0,
                true,
                1,
                Map.of(),
                0,
                0,
                0,
                0,
                7,
                0,
                Map.of(),
                Map.of());

        // When
        assertThatThrownBy(() -> writer.write(List.of(good, bad))).isInstanceOf(SQLException.class);

        // Then
        assertStored();
        assertThat(database().query("SELECT target FROM tachograph.series")).isEmpty();
        writer.write(List.of(good));
        assertStored(good);
    }

    @Test
    void outcomeWithoutAColumn_isRefusedByName() throws SQLException {
        RequestWindowRow good = target("a").row();
        RequestWindowRow bad = target("b").outcomes(Map.of("exploded", 1L)).row();

        assertThatThrownBy(() -> writer.write(List.of(good, bad)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'exploded'");

        assertStored();
    }

    @Test
    void latencyWithoutColumns_isRefusedByName() throws SQLException {
        RequestWindowRow good = target("a").row();
        RequestWindowRow bad = target("b").latency("guess", 1).row();

        assertThatThrownBy(() -> writer.write(List.of(good, bad)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'guess'");

        assertStored();
    }

    @Test
    void databaseAway_isAnExceptionUntilItIsBack() throws SQLException {
        // Given
        RequestWindowRow first = target("a").latency("ttft", 0.1).row();
        RequestWindowRow second = target("b").latency("ttft", 0.1).row();
        writer.write(List.of(first));

        // When
        database().goAway();

        // Then
        assertThatThrownBy(() -> writer.write(List.of(second))).isInstanceOf(SQLException.class);
        assertThatThrownBy(() -> writer.write(List.of(second))).isInstanceOf(SQLException.class);
        database().comeBack();
        writer.write(List.of(second));
        assertStored(first, second);
    }

    @Test
    void seriesRemembered_butGoneFromTheDatabase_isNeverWrittenFor() throws SQLException {
        // Given
        RequestWindowRow row = target("a").row();
        writer.write(List.of(row));
        database().execute("TRUNCATE tachograph.series CASCADE");

        // When
        assertThatThrownBy(() -> writer.write(List.of(row))).isInstanceOf(SQLException.class);
        writer.write(List.of(row));

        // Then
        assertStored(row);
    }

    private void assertStored(RequestWindowRow... expected) throws SQLException {
        assertThat(StoredWindows.of(database()))
                .usingRecursiveFieldByFieldElementComparator(StoredWindows.BY_CONTENT)
                .containsExactly(expected);
    }
}
