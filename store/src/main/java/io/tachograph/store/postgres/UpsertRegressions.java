package io.tachograph.store.postgres;

import io.tachograph.store.BoundedKey;
import io.tachograph.store.RegressionRow;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Writes comparisons where nothing later is known. */
final class UpsertRegressions {
    private static final String SQL = """
            INSERT INTO tachograph.regression AS t
                (comparison_key, target, cluster, framework, model, origin, prompt_band, streamed, metric, statistic,
                 old_version, new_version, evaluated_at, old_value, new_value, old_sample_size, new_sample_size,
                 old_blocks, new_blocks, ratio, ratio_low, ratio_high, minimum_effect, verdict)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (comparison_key) DO UPDATE SET
                (evaluated_at, old_value, new_value, old_sample_size, new_sample_size, old_blocks, new_blocks,
                 ratio, ratio_low, ratio_high, minimum_effect, verdict)
                = (excluded.evaluated_at, excluded.old_value, excluded.new_value, excluded.old_sample_size,
                   excluded.new_sample_size, excluded.old_blocks, excluded.new_blocks,
                   excluded.ratio, excluded.ratio_low, excluded.ratio_high, excluded.minimum_effect, excluded.verdict)
            WHERE excluded.evaluated_at >= t.evaluated_at
            """;

    private UpsertRegressions() {}

    static void execute(Connection connection, Collection<RegressionRow> regressions) throws SQLException {
        Map<String, RegressionRow> newest = new TreeMap<>();
        for (RegressionRow row : regressions) {
            newest.merge(keyOf(row), row, (a, b) -> b.evaluatedAt().isBefore(a.evaluatedAt()) ? a : b);
        }
        try (PreparedStatement upsert = connection.prepareStatement(SQL)) {
            for (Map.Entry<String, RegressionRow> row : newest.entrySet()) {
                upsert.setString(1, row.getKey());
                bind(upsert, row.getValue());
                upsert.addBatch();
            }
            upsert.executeBatch();
        }
    }

    private static String keyOf(RegressionRow row) {
        return BoundedKey.of(
                row.target(),
                row.cluster(),
                row.framework(),
                row.model(),
                row.origin(),
                row.promptBand(),
                row.streamed() ? "streamed" : "whole",
                row.metric(),
                row.statistic(),
                row.oldVersion(),
                row.newVersion());
    }

    private static void bind(PreparedStatement upsert, RegressionRow row) throws SQLException {
        upsert.setString(2, row.target());
        upsert.setString(3, row.cluster());
        upsert.setString(4, row.framework());
        upsert.setString(5, row.model());
        upsert.setString(6, row.origin());
        upsert.setString(7, row.promptBand());
        upsert.setBoolean(8, row.streamed());
        upsert.setString(9, row.metric());
        upsert.setString(10, row.statistic());
        upsert.setString(11, row.oldVersion());
        upsert.setString(12, row.newVersion());
        upsert.setObject(13, row.evaluatedAt().atOffset(ZoneOffset.UTC));
        upsert.setObject(14, row.oldSide().seconds(), Types.DOUBLE);
        upsert.setObject(15, row.newSide().seconds(), Types.DOUBLE);
        upsert.setLong(16, row.oldSide().sampleSize());
        upsert.setLong(17, row.newSide().sampleSize());
        upsert.setInt(18, row.oldSide().blocks());
        upsert.setInt(19, row.newSide().blocks());
        upsert.setObject(20, row.ratio(), Types.DOUBLE);
        upsert.setObject(21, row.ratioLow(), Types.DOUBLE);
        upsert.setObject(22, row.ratioHigh(), Types.DOUBLE);
        upsert.setDouble(23, row.minimumEffect());
        upsert.setString(24, row.verdict().name().toLowerCase(Locale.ROOT));
    }
}
