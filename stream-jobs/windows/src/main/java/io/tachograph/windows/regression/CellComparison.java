package io.tachograph.windows.regression;

import io.tachograph.schemas.histogram.LatencyHistogram;
import io.tachograph.store.RegressionRow;
import io.tachograph.store.Series;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import org.jspecify.annotations.Nullable;

/**
 * Two engine versions of one cell.
 *
 * @param cell a series of the cell, whatever its version and tenant
 * @param oldVersion seen first
 * @param newVersion seen later
 * @param oldBlocks closed blocks of the old version by their start
 * @param newBlocks closed blocks of the new version by their start
 */
public record CellComparison(
        Series cell,
        String oldVersion,
        String newVersion,
        NavigableMap<Long, VersionBlock> oldBlocks,
        NavigableMap<Long, VersionBlock> newBlocks) {
    /** The key of a cell. The versions meet in it; tenants are not kept apart. */
    public static String keyOf(Series series) {
        return String.join(
                "\u001f",
                series.target(),
                series.cluster(),
                series.framework(),
                series.model(),
                series.origin(),
                series.promptBand(),
                series.streamed() ? "streamed" : "whole");
    }

    /** Every metric of the cell by every statistic. */
    public List<RegressionRow> rows(double minimumEffect, long evaluatedMillis) {
        List<RegressionRow> rows = new ArrayList<>();
        for (ComparedMetric metric : ComparedMetric.values()) {
            if (metric.isOf(cell.streamed())) {
                for (ComparedStatistic statistic : ComparedStatistic.values()) {
                    rows.add(row(metric, statistic, minimumEffect, evaluatedMillis));
                }
            }
        }
        return rows;
    }

    private RegressionRow row(
            ComparedMetric metric, ComparedStatistic statistic, double minimumEffect, long evaluatedMillis) {
        // A string's hash is specified, so a second computation draws the same blocks.
        long seed = 31L * (keyOf(cell) + oldVersion + newVersion + metric.key() + statistic.key()).hashCode()
                + evaluatedMillis;
        VersionComparison comparison = VersionComparison.of(
                inOrder(oldBlocks, metric), inOrder(newBlocks, metric), statistic, minimumEffect, seed);
        return new RegressionRow(
                cell.target(),
                cell.cluster(),
                cell.framework(),
                cell.model(),
                cell.origin(),
                cell.promptBand(),
                cell.streamed(),
                metric.key(),
                statistic.key(),
                oldVersion,
                newVersion,
                Instant.ofEpochMilli(evaluatedMillis),
                comparison.oldSide(),
                comparison.newSide(),
                comparison.factor(),
                comparison.low(),
                comparison.high(),
                minimumEffect,
                comparison.verdict());
    }

    /** Quiet stretches of time are blocks without values: what hangs together in time depends on them. */
    private static List<@Nullable LatencyHistogram> inOrder(
            NavigableMap<Long, VersionBlock> blocks, ComparedMetric metric) {
        List<@Nullable LatencyHistogram> inOrder = new ArrayList<>();
        if (!blocks.isEmpty()) {
            for (long start = blocks.firstKey(); start <= blocks.lastKey(); start += VersionBlock.MILLIS) {
                VersionBlock block = blocks.get(start);
                inOrder.add(block == null ? null : block.latency(metric));
            }
        }
        return inOrder;
    }
}
