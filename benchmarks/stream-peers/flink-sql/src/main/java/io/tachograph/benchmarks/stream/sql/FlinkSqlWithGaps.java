package io.tachograph.benchmarks.stream.sql;

import io.tachograph.benchmarks.stream.Setting;
import io.tachograph.benchmarks.stream.Way;

/** Percentiles of the chunk gaps alone, one by one, by ten seconds and series. */
public final class FlinkSqlWithGaps implements Way {
    private static final String QUERY = "SELECT COUNT(*) AS n, window_start, series,"
            + " PERCENTILE(gap, ARRAY[0.5, 0.9, 0.99]) AS icl"
            + " FROM TABLE(TUMBLE(TABLE gaps, DESCRIPTOR(finished), INTERVAL '10' SECOND))"
            + " GROUP BY series, window_start, window_end";

    /** 44 gaps each. */
    private static final int GAPS = 44;

    @Override
    public long go(Setting setting) throws Exception {
        long gaps = SqlJob.run(setting, QUERY, true);
        return gaps % GAPS == 0 ? gaps / GAPS : -1;
    }
}
