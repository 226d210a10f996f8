package io.tachograph.store.postgres;

import io.tachograph.store.RequestWindowRow;
import io.tachograph.store.Resolution;
import io.tachograph.store.Series;
import io.tachograph.store.StoredSlo;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Map;
import java.util.SortedMap;

/** Writes windows: finds series and SLOs, upserts the rows, and lets histograms and counts follow the rows that won. */
final class WriteRequestWindows implements StoreWriter.Statements<RequestWindowRow> {
    private final SeriesIds seriesIds = new SeriesIds();
    private final SloIds sloIds = new SloIds();

    @Override
    public void execute(Connection transaction, Collection<RequestWindowRow> rows) throws SQLException {
        rows.forEach(Outcomes::check);
        Map<Series, Long> ids = seriesIds.resolve(transaction, NewestRows.distinctSeries(rows));
        Map<StoredSlo, Long> slos = sloIds.resolve(transaction, rows);
        for (Map.Entry<Resolution, SortedMap<WindowKey, RequestWindowRow>> sized :
                NewestRows.of(rows, ids).entrySet()) {
            writeSized(transaction, sized.getKey(), sized.getValue(), slos);
        }
    }

    private static void writeSized(
            Connection transaction,
            Resolution resolution,
            SortedMap<WindowKey, RequestWindowRow> rows,
            Map<StoredSlo, Long> slos)
            throws SQLException {
        UpsertRequestWindows.Written written = UpsertRequestWindows.execute(transaction, resolution, rows);
        SortedMap<WindowKey, RequestWindowRow> winners = written.winners();
        if (winners.isEmpty()) {
            return;
        }
        MetricNames.LATENCY.insert(
                transaction, written.grown().values().stream().flatMap(row -> row.latencies().keySet().stream()));
        if (!written.replacing().isEmpty()) {
            CustomPlans.during(transaction, same -> deleteAbsent(same, resolution, written.replacing(), slos));
        }
        UpsertLatencyHistograms.execute(transaction, resolution, written.grown());
        UpsertSloCounts.execute(transaction, resolution, winners, slos);
        InsertWindowChanges.execute(transaction, resolution, winners.keySet());
    }

    private static void deleteAbsent(
            Connection transaction,
            Resolution resolution,
            SortedMap<WindowKey, RequestWindowRow> replacing,
            Map<StoredSlo, Long> slos)
            throws SQLException {
        for (SortedMap<WindowKey, RequestWindowRow> near : NearWindows.of(resolution, replacing)) {
            DeleteAbsentHistograms.execute(transaction, resolution, near);
            DeleteAbsentSloCounts.execute(transaction, resolution, near, slos);
        }
    }

    @Override
    public void ended(boolean committed) {
        if (committed) {
            seriesIds.keep();
            sloIds.keep();
        } else {
            // Ids that this transaction made are gone, and the database may be another one than before.
            seriesIds.forget();
            sloIds.forget();
        }
    }
}
