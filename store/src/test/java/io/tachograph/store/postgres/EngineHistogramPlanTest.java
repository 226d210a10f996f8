package io.tachograph.store.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.tachograph.store.EngineWindowRow;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

@OnEveryDatabase
class EngineHistogramPlanTest {
    private final TestDatabase database;

    EngineHistogramPlanTest(DatabaseServer server) throws SQLException {
        this.database = server.migratedDatabase();
    }

    @Test
    void histogramsOfAWindow_areLookedUpByMetricAndNotAmongAllOfTheTarget() throws SQLException {
        database.execute(
                "INSERT INTO tachograph.engine_histogram_10s "
                        + "SELECT 't' || t, m, timestamptz '2026-03-04 11:55+00' + i * interval '10 s', 0, 1, 1, '{}', '{1}' "
                        + "FROM generate_series(1, 400) t, generate_series(1, CASE t WHEN 7 THEN 6000 ELSE 60 END) i, unnest('{ttft,tpot,e2e}'::text[]) m");
        database.execute("ANALYZE tachograph.engine_histogram_10s");
        EngineWindowRow row = SampleRows.engine("t7", SampleRows.complete(WindowOf.NOON), 1.0);

        StringBuilder plan = new StringBuilder();
        try (Connection connection = database.connect();
                PreparedStatement explain =
                        connection.prepareStatement("EXPLAIN " + ReplaceEngineHistograms.DELETE.formatted("10s"))) {
            ReplaceEngineHistograms.bindDelete(explain, row, new String[] {"ttft", "tpot", "e2e"});
            try (ResultSet line = explain.executeQuery()) {
                while (line.next()) {
                    plan.append(line.getString(1)).append('\n');
                }
            }
        }

        assertThat(plan.toString()).containsPattern("Index Cond: .*target = .*metric = ANY.*window_start = ");
    }
}
