package io.tachograph.windows.ranking;

import io.tachograph.store.RankingRow;
import io.tachograph.store.Series;
import io.tachograph.windows.RequestTotals;
import io.tachograph.windows.WindowSnapshot;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** All rankings of one cell at one moment, from the blocks of its models. */
public final class CellRankings {
    private CellRankings() {}

    /** The key that the blocks of one cell share. */
    public static String cellOf(Series series) {
        return series.origin() + '\u001f' + series.promptBand() + '\u001f' + series.streamed();
    }

    /**
     * Rankings over the blocks, by every metric. TTFT and TPOT are ranked only where answers were streamed.
     *
     * @param blocks snapshots of one cell's models, each (model, block) once, all within the window; not empty
     * @param windowEnd exclusive
     * @param window length of the ranked window
     */
    public static List<RankingRow> of(Iterable<WindowSnapshot> blocks, Instant windowEnd, Duration window) {
        Map<String, RequestTotals> totals = new TreeMap<>();
        Series cell = null;
        for (WindowSnapshot block : blocks) {
            cell = block.series();
            totals.computeIfAbsent(cell.model(), model -> new RequestTotals()).merge(block.totals());
        }
        if (cell == null) {
            throw new IllegalArgumentException("a ranking of no blocks");
        }
        List<RankingRow> rankings = new ArrayList<>();
        for (RankingMetric metric : RankingMetric.values()) {
            boolean needsStream = metric == RankingMetric.TTFT || metric == RankingMetric.TPOT;
            if (cell.streamed() || !needsStream) {
                rankings.add(new RankingRow(
                        metric.key(),
                        metric.statistic(),
                        metric.unit(),
                        cell.origin(),
                        cell.promptBand(),
                        cell.streamed(),
                        windowEnd,
                        window,
                        ModelRanking.rank(metric, totals)));
            }
        }
        return rankings;
    }
}
