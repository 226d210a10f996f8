package io.tachograph.store.postgres;

import io.tachograph.store.RequestWindowRow;
import io.tachograph.store.Resolution;
import io.tachograph.store.Series;
import io.tachograph.store.StoredSlo;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The store's own statement for a window, for a sink that is not ours; in this package because nobody else is to see it. What
 * that sink has no place for is done here as cheaply as can be: a series' id is asked for when it is first met, SLOs have no
 * counts, and no change is marked. Thread-safe.
 */
public final class WindowStatement {
    private static final Map<Series, Long> IDS = new ConcurrentHashMap<>();

    private WindowStatement() {}

    public static String sql(Resolution resolution) {
        return RequestWindowColumns.statements().sql(resolution);
    }

    /** @param jdbcUrl where the series are */
    public static void bind(PreparedStatement statement, RequestWindowRow row, String jdbcUrl) throws SQLException {
        Map<StoredSlo, Long> noSlos = Map.of();
        Holder.UPSERT.bind(statement, RequestWindowColumns.Identified.of(row, id(row.series(), jdbcUrl), noSlos));
    }

    /** To be called when the tables have been emptied. */
    public static void forgetSeries() {
        IDS.clear();
    }

    private static long id(Series series, String jdbcUrl) throws SQLException {
        Long known = IDS.get(series);
        if (known != null) {
            return known;
        }
        try (Connection connection = DriverManager.getConnection(jdbcUrl)) {
            IDS.putAll(new SeriesIds().resolve(connection, List.of(series)));
        }
        return Objects.requireNonNull(IDS.get(series));
    }

    private static final class Holder {
        static final WindowUpsert<Long, RequestWindowColumns.Identified> UPSERT = RequestWindowColumns.statements();
    }
}
