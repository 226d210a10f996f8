package io.tachograph.store.postgres;

import static io.tachograph.store.postgres.WindowOf.NOON;
import static io.tachograph.store.postgres.WindowOf.model;
import static io.tachograph.store.postgres.WindowOf.target;
import static org.assertj.core.api.Assertions.assertThat;

import io.tachograph.store.RequestWindowRow;
import io.tachograph.store.Resolution;
import io.tachograph.store.StoredSlo;
import io.tachograph.store.StoredSloCounts;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every {@link StoreWriter} of request windows does with SLO counts: they are those of the row that is there. */
abstract class SloCountsContract {
    private static final StoredSlo FAST = new StoredSlo("fast", 0.5, null, null);
    private static final StoredSlo FASTER = new StoredSlo("fast", 0.25, null, null);
    private static final StoredSlo WHOLE = new StoredSlo("whole", 0.5, 0.05, 30.0);

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

    private static StoredSloCounts fast(long eligible, long met) {
        return new StoredSloCounts(eligible, met, met, null, null);
    }

    @Test
    void counts_areStoredWithTheirDefinition() throws SQLException {
        RequestWindowRow row = target("a")
                .slo(FAST, fast(10, 9))
                .slo(FASTER, fast(10, 3))
                .slo(WHOLE, new StoredSloCounts(10, 1, 9L, 2L, 8L))
                .row();

        writer.write(List.of(row, target("b").slo(FAST, fast(4, 4)).row()));

        assertStored(row, target("b").slo(FAST, fast(4, 4)).row());
        assertThat(database().query("SELECT count(*) FROM tachograph.slo")).containsExactly("3");
    }

    @Test
    void newerRow_replacesCountsWholeAndLeavesTheNeighboursAlone() throws SQLException {
        // Given
        RequestWindowRow later =
                target("a").start(NOON.plusSeconds(10)).slo(FAST, fast(5, 5)).row();
        RequestWindowRow other = target("b").slo(FAST, fast(6, 6)).row();
        writer.write(List.of(
                target("a").slo(FAST, fast(10, 9)).slo(FASTER, fast(10, 3)).row(), later, other));

        // When: the threshold was changed, and the row is complete now
        RequestWindowRow newer = target("a")
                .requests(12)
                .complete()
                .slo(FAST, fast(12, 10))
                .slo(WHOLE, new StoredSloCounts(2, 1, 1L, 1L, 1L))
                .row();
        writer.write(List.of(newer));

        // Then
        assertStored(newer, later, other);
    }

    @Test
    void olderRow_isRefusedWithItsCounts() throws SQLException {
        RequestWindowRow newer = target("a").revision(5).slo(FAST, fast(10, 9)).row();
        writer.write(List.of(newer));

        writer.write(List.of(target("a")
                .revision(4)
                .slo(FAST, fast(10, 1))
                .slo(FASTER, fast(10, 1))
                .row()));

        assertStored(newer);
    }

    @Test
    void rowWithoutCounts_leavesNoneOfItsPredecessor() throws SQLException {
        writer.write(List.of(target("a").slo(FAST, fast(10, 9)).row()));

        writer.write(List.of(target("a").revision(1).row()));

        assertStored(target("a").revision(1).row());
        assertThat(database().query("SELECT count(slos) FROM tachograph.request_window_10s"))
                .containsExactly("0");
    }

    @Test
    void sameRowsAgain_alsoFromAnotherWriter_changeNothing() throws SQLException {
        RequestWindowRow row = target("a").slo(FAST, fast(10, 9)).row();
        writer.write(List.of(row));

        writer.write(List.of(row));
        try (StoreWriter<RequestWindowRow> restarted = openWriter()) {
            restarted.write(List.of(row));
        }

        assertStored(row);
        assertThat(database().query("SELECT count(*) FROM tachograph.slo")).containsExactly("1");
    }

    @Test
    void definitionRemembered_butGoneFromTheDatabase_isMadeAgain() throws SQLException {
        RequestWindowRow row = target("a").slo(FAST, fast(10, 9)).row();
        writer.write(List.of(row));
        database().execute("TRUNCATE tachograph.slo CASCADE");

        writer.write(List.of(row));

        assertStored(row);
    }

    @Test
    void queryOfTheDocs_givesTheAttainmentOfEachHour() throws Exception {
        // Given: two targets of one model
        String page = Files.readString(Path.of("..", "docs", "windows.md"));
        String sql = page.substring(page.indexOf("```sql") + 6, page.indexOf("```", page.indexOf("```sql") + 6));
        writer.write(List.of(
                model("a", "atlas-70b")
                        .resolution(Resolution.ONE_HOUR)
                        .slo(FAST, fast(10, 9))
                        .row(),
                model("b", "atlas-70b")
                        .resolution(Resolution.ONE_HOUR)
                        .slo(FAST, fast(30, 21))
                        .row(),
                model("c", "borealis")
                        .resolution(Resolution.ONE_HOUR)
                        .slo(FAST, fast(5, 0))
                        .row()));

        // Then
        assertThat(database().query(sql.replace(";", "")))
                .singleElement()
                .asString()
                .startsWith("fast|2026-03-04")
                .contains("|0.7500");
    }

    private void assertStored(RequestWindowRow... expected) throws SQLException {
        assertThat(StoredWindows.of(database()))
                .usingRecursiveFieldByFieldElementComparator(StoredWindows.BY_CONTENT)
                .containsExactly(expected);
    }
}
