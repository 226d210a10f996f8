package io.tachograph.store.postgres;

import io.tachograph.store.EngineWindowRow;
import io.tachograph.store.Resolution;
import io.tachograph.store.WindowStamp;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.LongSummaryStatistics;

/**
 * Which of the rows that were just written are in the table, and met no newer one. The transaction holds the locks of
 * those, so nobody replaces one of them before it ends. Not a part of the statements that follow from it: TimescaleDB
 * (2.23) cannot plan a deletion that asks another hypertable.
 */
final class SelectEngineWinners {
    private static final String SQL = """
            SELECT r.place
            FROM unnest(?::text[], ?::bigint[], ?::integer[], ?::bigint[], ?::boolean[], ?::integer[]) WITH ORDINALITY
                AS r (target, start_seconds, epoch, samples, complete, revision, place)
            JOIN tachograph.engine_window_%s w
                ON w.target = r.target AND w.window_start = to_timestamp(r.start_seconds)
                AND (w.epoch, w.samples, w.complete, w.revision) = (r.epoch, r.samples, r.complete, r.revision)
            WHERE w.window_start BETWEEN to_timestamp(?) AND to_timestamp(?)
            """;

    private SelectEngineWinners() {}

    static Collection<EngineWindowRow> execute(
            Connection connection, Resolution resolution, Collection<EngineWindowRow> rows) throws SQLException {
        List<EngineWindowRow> written = List.copyOf(rows);
        List<WindowStamp> stamps = written.stream().map(EngineWindowRow::stamp).toList();
        LongSummaryStatistics starts = stamps.stream()
                .mapToLong(stamp -> stamp.windowStart().getEpochSecond())
                .summaryStatistics();
        try (PreparedStatement select = connection.prepareStatement(SQL.formatted(resolution.suffix()))) {
            new ArrayParameters(select)
                    .texts(written, EngineWindowRow::target)
                    .longs(stamps, stamp -> stamp.windowStart().getEpochSecond())
                    .ints(stamps, WindowStamp::epoch)
                    .longs(stamps, WindowStamp::samples)
                    .booleans(stamps, WindowStamp::complete)
                    .ints(stamps, WindowStamp::revision);
            select.setDouble(7, starts.getMin());
            select.setDouble(8, starts.getMax());
            try (ResultSet row = select.executeQuery()) {
                List<EngineWindowRow> winners = new ArrayList<>();
                while (row.next()) {
                    winners.add(written.get(row.getInt(1) - 1));
                }
                return winners;
            }
        }
    }
}
