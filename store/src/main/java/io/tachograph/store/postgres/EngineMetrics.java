package io.tachograph.store.postgres;

import io.tachograph.store.EngineHistogramRow;
import io.tachograph.store.EngineWindowRow;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * The metrics that engines have histograms of: what a replaced window may have left behind. Read after the windows were
 * written, so that what a writer before had is seen.
 */
final class EngineMetrics {
    private EngineMetrics() {}

    /** All that there are, those of these rows among them. */
    static String[] with(Connection connection, Collection<EngineWindowRow> rows) throws SQLException {
        MetricNames.ENGINE.insert(
                connection,
                rows.stream().flatMap(row -> row.histograms().stream()).map(EngineHistogramRow::metric));
        try (PreparedStatement select = connection.prepareStatement("SELECT metric FROM tachograph.engine_metric");
                ResultSet row = select.executeQuery()) {
            List<String> all = new ArrayList<>();
            while (row.next()) {
                all.add(row.getString(1));
            }
            return all.toArray(new String[0]);
        }
    }
}
