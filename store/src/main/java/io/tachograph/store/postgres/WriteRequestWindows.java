package io.tachograph.store.postgres;

import io.tachograph.store.RequestWindowRow;
import io.tachograph.store.Resolution;
import io.tachograph.store.Series;
import io.tachograph.store.StoredSlo;
import io.tachograph.store.postgres.RequestWindowColumns.Identified;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Writes windows: finds series and SLOs, upserts the rows, and marks them as changed since they were merged. */
final class WriteRequestWindows implements StoreWriter.Statements<RequestWindowRow> {
    private final SeriesIds seriesIds = new SeriesIds();
    private final WindowUpsert<Long, Identified> upsert = RequestWindowColumns.statements();
    private final UpdateStoredResolutions lengths;

    /** @param finest length of the shortest windows that are written, which readers look up */
    WriteRequestWindows(Resolution finest) {
        lengths = new UpdateStoredResolutions(finest);
    }

    @Override
    public void execute(Connection transaction, Collection<RequestWindowRow> rows) throws SQLException {
        for (RequestWindowRow row : rows) {
            OutcomeColumns.check(row);
            LatencyColumns.check(row.latencies());
        }
        lengths.execute(transaction);
        Map<Series, Long> ids = seriesIds.resolve(
                transaction,
                rows.stream().map(RequestWindowRow::series).distinct().toList());
        Map<StoredSlo, Long> slos = SloIds.resolve(transaction, rows);
        List<Identified> identified = new ArrayList<>();
        for (RequestWindowRow row : rows) {
            identified.add(Identified.of(row, Objects.requireNonNull(ids.get(row.series())), slos));
        }
        upsert.execute(transaction, identified);
        InsertWindowChanges.execute(transaction, rows);
    }

    @Override
    public void ended(boolean committed) {
        if (committed) {
            seriesIds.keep();
            lengths.keep();
        } else {
            // The ids that this transaction created are gone, and the next connection may reach another database.
            seriesIds.forget();
            lengths.forget();
        }
    }
}
