package io.tachograph.store.postgres;

/**
 * Removes what an earlier row of a window had and the row that replaced it has not. By full keys, made from the list of all
 * that a window can have: the key's column order serves ranges of one of them, and looking up a window without it would
 * read all windows of its series. Series and range stand there once more as constants, for TimescaleDB: by what joins rows
 * it excludes no columnar chunk, and opens all of each.
 */
final class DeleteAbsent {
    private static final String SQL = """
            DELETE FROM tachograph.%1$s h
            USING (
                SELECT w.series_id, m.%5$s AS %2$s, w.start_seconds
                FROM unnest(?::bigint[], ?::bigint[]) AS w (series_id, start_seconds)
                CROSS JOIN tachograph.%4$s m
                EXCEPT
                SELECT series_id, %2$s, start_seconds
                FROM unnest(?::bigint[], ?::%3$s[], ?::bigint[]) AS kept (series_id, %2$s, start_seconds)
            ) absent
            WHERE h.series_id = absent.series_id
              AND h.%2$s = absent.%2$s
              AND h.window_start = to_timestamp(absent.start_seconds)
              AND h.series_id = ANY (?::bigint[])
              AND h.window_start BETWEEN to_timestamp(?) AND to_timestamp(?)
            """;

    private DeleteAbsent() {}

    /** Parameters: the windows' series and starts; of what is kept series, metric and start; bounds of the windows. */
    static String histograms(String suffix) {
        return SQL.formatted("latency_histogram_" + suffix, "metric", "text", "latency_metric", "metric");
    }

    /** As {@link #histograms}, with the SLO in the place of the metric. */
    static String sloCounts(String suffix) {
        return SQL.formatted("slo_count_" + suffix, "slo_id", "bigint", "slo", "id");
    }
}
