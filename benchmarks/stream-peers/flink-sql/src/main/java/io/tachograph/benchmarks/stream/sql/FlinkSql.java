package io.tachograph.benchmarks.stream.sql;

import io.tachograph.benchmarks.stream.Setting;
import io.tachograph.benchmarks.stream.Way;

/** Count and percentiles of three metrics by ten seconds and series; no histogram, no chunk gaps, no duplicates known. */
public final class FlinkSql implements Way {
    private static final String QUERY = "SELECT COUNT(*) AS n, window_start, series,"
            + " PERCENTILE(ttft, ARRAY[0.5, 0.9, 0.99]) AS ttft,"
            + " PERCENTILE(tpot, ARRAY[0.5, 0.9, 0.99]) AS tpot,"
            + " PERCENTILE(e2e, ARRAY[0.5, 0.9, 0.99]) AS e2e"
            + " FROM TABLE(TUMBLE(TABLE requests, DESCRIPTOR(finished), INTERVAL '10' SECOND))"
            + " GROUP BY series, window_start, window_end";

    @Override
    public long go(Setting setting) throws Exception {
        return SqlJob.run(setting, QUERY, false);
    }
}
