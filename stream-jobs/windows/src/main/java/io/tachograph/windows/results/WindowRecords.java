package io.tachograph.windows.results;

import io.tachograph.schemas.avro.Origin;
import io.tachograph.schemas.avro.RankedModel;
import io.tachograph.schemas.avro.Ranking;
import io.tachograph.schemas.avro.RequestWindow;
import io.tachograph.schemas.histogram.LatencyHistogram;
import io.tachograph.store.RankingRow;
import io.tachograph.store.Series;
import io.tachograph.windows.RequestTotals;
import io.tachograph.windows.WindowSnapshot;
import io.tachograph.windows.ranking.RankingMetric;
import java.util.Locale;

/** Windows and rankings as records on the wire. */
public final class WindowRecords {
    private WindowRecords() {}

    /** @param epoch rises with every deliberate re-computation */
    public static RequestWindow of(WindowSnapshot window, int epoch) {
        Series series = window.series();
        RequestTotals totals = window.totals();
        return RequestWindow.newBuilder()
                .setTarget(series.target())
                .setCluster(series.cluster())
                .setFramework(series.framework())
                .setModel(series.model())
                .setEngineVersion(series.engineVersion())
                .setTenant(series.tenant())
                .setOrigin(originOf(series.origin()))
                .setPromptBand(series.promptBand())
                .setStreamed(series.streamed())
                .setWindowStartMillis(window.windowStartMillis())
                .setResolutionMillis(window.resolution().length().toMillis())
                .setMeasuredFromOffsetMillis(totals.spanFromMillis() - window.windowStartMillis())
                .setMeasuredToOffsetMillis(totals.spanToMillis() - window.windowStartMillis())
                .setEpoch(epoch)
                .setRevision(window.revision())
                .setComplete(window.complete())
                .setRequests(totals.requests())
                .setOutcomes(totals.byOutcome())
                .setDuplicates(totals.duplicates())
                .setInputTokens(totals.inputTokens())
                .setCachedInputTokens(totals.cachedInputTokens())
                .setOutputTokens(totals.outputTokens())
                .setOnePiece(totals.onePiece())
                .setKernelStamped(totals.kernelStamped())
                .setLatencies(totals.byMetric(LatencyHistogram::toWire))
                .setSlos(SloCounts.wire(totals))
                .build();
    }

    public static Ranking of(RankingRow ranking) {
        boolean higherIsBetter =
                RankingMetric.valueOf(ranking.metric().toUpperCase(Locale.ROOT)).higherIsBetter();
        return Ranking.newBuilder()
                .setMetric(ranking.metric())
                .setStatistic(ranking.statistic())
                .setUnit(ranking.unit())
                .setHigherIsBetter(higherIsBetter)
                .setOrigin(originOf(ranking.origin()))
                .setPromptBand(ranking.promptBand())
                .setStreamed(ranking.streamed())
                .setWindowEndMillis(ranking.windowEnd().toEpochMilli())
                .setWindowMillis(ranking.window().toMillis())
                .setMethod(RankingRow.METHOD)
                .setEntries(
                        ranking.entries().stream().map(WindowRecords::modelOf).toList())
                .build();
    }

    private static RankedModel modelOf(RankingRow.Entry entry) {
        RankingRow.Place place = entry.place();
        RankingRow.Evidence evidence = entry.evidence();
        return RankedModel.newBuilder()
                .setModel(entry.model())
                .setRank(place == null ? null : place.rank())
                .setRankBest(place == null ? null : place.best())
                .setRankWorst(place == null ? null : place.worst())
                .setTieGroup(place == null ? null : place.tieGroup())
                .setValue(entry.value())
                .setMean(entry.mean())
                .setValueLow(entry.low())
                .setValueHigh(entry.high())
                .setSampleSize(evidence.sampleSize())
                .setSampleMinimum(evidence.sampleMinimum())
                .setBlocks(evidence.blocks())
                .setChunkSeconds(evidence.chunkSeconds())
                .setErrorRate(evidence.errorRate())
                .setStale(evidence.stale())
                .build();
    }

    private static Origin originOf(String origin) {
        return Origin.valueOf(origin.toUpperCase(Locale.ROOT));
    }
}
