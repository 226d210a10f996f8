package io.tachograph.store.postgres;

import io.tachograph.store.Series;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;

/** Series as the nine arrays that a statement unnests. */
final class SeriesArrays {
    static final String COLUMNS =
            "target, cluster, framework, model, engine_version, tenant, origin, prompt_band, streamed";

    static final String UNNESTED = """
            unnest(?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::boolean[])
                AS s (%s)\
            """.formatted(COLUMNS);

    private SeriesArrays() {}

    static void bind(PreparedStatement statement, List<Series> series) throws SQLException {
        new ArrayParameters(statement)
                .texts(series, Series::target)
                .texts(series, Series::cluster)
                .texts(series, Series::framework)
                .texts(series, Series::model)
                .texts(series, Series::engineVersion)
                .texts(series, Series::tenant)
                .texts(series, Series::origin)
                .texts(series, Series::promptBand)
                .booleans(series, Series::streamed);
    }
}
